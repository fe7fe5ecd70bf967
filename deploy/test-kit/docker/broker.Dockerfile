# The broker of the local stack in a container, for integration tests. BASE is any image with a Java runtime, 17 or newer,
# on the PATH. Built by build-images beside this file.
ARG BASE
FROM ${BASE}
COPY lib /opt/ricochet/lib
# The test puts the broker's configuration to /opt/ricochet/broker.properties before the container starts.
CMD ["java", "-Xmx512m", "-XX:+UseSerialGC", \
     "-Dlogback.configurationFile=dev/ricochet/local/broker-logback.xml", \
     "-cp", "/opt/ricochet/lib/*", "dev.ricochet.local.stack.BrokerMain", "/opt/ricochet/broker.properties"]
