package dev.ricochet.kit.key;

import dev.ricochet.kit.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines of {@code name role sha256-of-the-key-in-hex}; empty ones and those that begin with {@code #} say nothing. */
public final class KeyFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int PARTS = 3;

    private final List<ApiKey> keys = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<ApiKey.Hash> hashes = new HashSet<>();

    private KeyFile() {}

    /**
     * The file that a setting names, checked; null where it names none.
     *
     * @param key of the setting
     */
    public static @Nullable Path from(Settings settings, String key, String meaning) {
        Path file = settings.optionalPath(key, meaning);
        if (file != null) {
            try {
                read(file);
            } catch (IllegalArgumentException wrong) {
                settings.problem(key + "=" + file + " is wrong: " + wrong.getMessage());
            }
        }
        return file;
    }

    /**
     * The keys of a file.
     *
     * @throws IllegalArgumentException naming everything that is wrong, without repeating a hash
     */
    public static List<ApiKey> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("it cannot be read: " + unreadable, unreadable);
        }
    }

    static List<ApiKey> parse(String text) {
        KeyFile file = new KeyFile();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String said = line.strip();
            if (!said.isEmpty() && !said.startsWith("#")) {
                file.line("line " + number, BLANKS.split(said));
            }
        }
        if (!file.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", file.problems));
        }
        return List.copyOf(file.keys);
    }

    private void line(String where, String[] parts) {
        if (parts.length != PARTS) {
            problems.add(where + " has " + parts.length + " parts, expected: name role sha256-in-hex");
            return;
        }
        if (!NAME.matcher(parts[0]).matches()) {
            problems.add(where + ": the name is wrong, expected: letters, digits, '.', '_', '@' and '-', at most 64");
        } else if (!names.add(parts[0])) {
            problems.add(where + ": the name " + parts[0] + " stands there twice");
        }
        Role role = role(parts[1]);
        if (role == null) {
            problems.add(where + ": the role is wrong, expected: read or admin");
        }
        ApiKey.Hash hash = hash(parts[2]);
        if (hash == null) {
            problems.add(where + ": the hash is wrong, expected: 64 hexadecimal digits, the SHA-256 of the key");
        } else if (!hashes.add(hash)) {
            problems.add(where + ": the key of another name stands there again");
        }
        if (role != null && hash != null) {
            keys.add(new ApiKey(parts[0], role, hash));
        }
    }

    private static @Nullable Role role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.label().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private static ApiKey.@Nullable Hash hash(String text) {
        try {
            byte[] bytes = HexFormat.of().parseHex(text);
            return bytes.length == ApiKey.Hash.BYTES
                    ? new ApiKey.Hash(HexFormat.of().formatHex(bytes))
                    : null;
        } catch (IllegalArgumentException notHex) {
            return null;
        }
    }
}
