# Apicurio Registry in a container, for integration tests, with its database in memory. BASE is any image with a Java
# runtime, 17 or newer, on the PATH. Built by build-images beside this file.
ARG BASE
FROM ${BASE}
COPY . /opt/registry
EXPOSE 8085
CMD ["/bin/sh", "-c", "exec java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dquarkus.http.host=0.0.0.0 -Dquarkus.http.port=8085 -jar /opt/registry/*-runner.jar"]
