package dev.ricochet.sink.http;

import io.vertx.core.net.JksOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;

/** A certificate whose time is over, made by the platform's own keytool. */
record Expired(Path store) {

    private static final String PASSWORD = "changeit";

    static Expired create(Path directory, String name) throws Exception {
        Path store = directory.resolve("expired.jks");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "expired",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name,
                        "-startdate",
                        "-10d",
                        "-validity",
                        "5",
                        "-storetype",
                        "JKS",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-keypass",
                        PASSWORD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("keytool ended with " + exit);
        }
        return new Expired(store);
    }

    KeyCertOptions keyCertOptions() {
        return options();
    }

    /** A certificate that signs itself is its own authority; only its dates are wrong. */
    TrustOptions trustOptions() {
        return options();
    }

    private JksOptions options() {
        return new JksOptions().setPath(store.toString()).setPassword(PASSWORD);
    }
}
