package dev.ricochet.sink.http;

import io.vertx.core.net.JksOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate whose time is over, by an authority whose is not, made by the platform's own keytool. */
record Expired(Path server, Path authority) {

    private static final String PASSWORD = "changeit";

    static Expired create(Path directory, String name) throws Exception {
        Path server = directory.resolve("server.jks");
        Path authority = directory.resolve("authority.jks");
        Path request = directory.resolve("request");
        Path root = directory.resolve("root.pem");
        Path leaf = directory.resolve("leaf.pem");
        keytool(authority, "-genkeypair", "-keyalg", "EC", "-alias", "ca", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(server, "-genkeypair", "-keyalg", "EC", "-alias", "leaf", "-dname", "CN=" + name);
        keytool(server, "-certreq", "-alias", "leaf", "-file", request.toString());
        keytool(
                authority,
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                request.toString(),
                "-outfile",
                leaf.toString(),
                "-ext",
                "SAN=dns:" + name,
                "-startdate",
                "-10d",
                "-validity",
                "5");
        keytool(authority, "-exportcert", "-alias", "ca", "-file", root.toString());
        keytool(server, "-importcert", "-noprompt", "-alias", "ca", "-file", root.toString());
        keytool(server, "-importcert", "-noprompt", "-alias", "leaf", "-file", leaf.toString());
        return new Expired(server, authority);
    }

    KeyCertOptions keyCertOptions() {
        return new JksOptions().setPath(server.toString()).setPassword(PASSWORD).setAlias("leaf");
    }

    TrustOptions trustOptions() {
        return new JksOptions().setPath(authority.toString()).setPassword(PASSWORD);
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "JKS", "-keystore", store.toString(), "-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keypass", PASSWORD));
        }
        int exit = new ProcessBuilder(command).start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(arguments[0] + " ended with " + exit);
        }
    }
}
