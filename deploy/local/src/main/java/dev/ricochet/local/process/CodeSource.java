package dev.ricochet.local.process;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where a class was loaded from: a jar, or a directory of classes. */
final class CodeSource {

    private CodeSource() {}

    static Path of(Class<?> type) {
        java.security.CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException(type.getName() + " tells no place that it was loaded from");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type.getName() + " was loaded from " + source.getLocation(), e);
        }
    }
}
