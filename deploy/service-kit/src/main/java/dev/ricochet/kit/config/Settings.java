package dev.ricochet.kit.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of environment variables {@code RICOCHET_*}, typed.
 *
 * <p>Every read declares its key, its default and its meaning. A value that is wrong does not stop the reading: it is
 * noted, a stand-in is returned (the default where there is one), and at the end {@link #read} throws one exception
 * that lists every problem, also the keys that nobody read. The configuration built with stand-ins is never handed out.
 *
 * <p>An empty value counts as none.
 */
public final class Settings {
    /** What the keys of all services begin with. */
    public static final String PREFIX = "RICOCHET_";

    private final Map<String, String> environment;
    private final Map<String, Setting> declared = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads a configuration.
     *
     * @throws ConfigurationException if a value is missing or wrong, or a key {@code RICOCHET_*} is not known
     */
    public static <T> T read(Map<String, String> environment, Function<Settings, T> reader) {
        Settings settings = new Settings(environment);
        T configuration;
        try {
            configuration = reader.apply(settings);
        } catch (IllegalArgumentException | NullPointerException e) {
            // With problems noted already, the reader most likely stumbled over a stand-in: the problems tell more.
            if (settings.problems.isEmpty()) {
                settings.problems.add(String.valueOf(e.getMessage()));
            }
            throw new ConfigurationException(settings.problems);
        }
        settings.noteUnknownKeys();
        if (!settings.problems.isEmpty()) {
            throw new ConfigurationException(settings.problems);
        }
        return configuration;
    }

    /** What a reader declares, in its order. The reader must be able to run on defaults. */
    public static List<Setting> reference(Function<Settings, ?> reader) {
        return reference(reader, Map.of());
    }

    /** As {@link #reference(Function)}, for a reader that needs samples of its required values to run through. */
    public static List<Setting> reference(Function<Settings, ?> reader, Map<String, String> samples) {
        Settings settings = new Settings(samples);
        var unused = reader.apply(settings);
        return List.copyOf(settings.declared.values());
    }

    /** Any text; with a null fallback a value must be given. */
    public String text(String key, @Nullable String fallback, String meaning) {
        return value(declare(key, "text", fallback, meaning), text -> text, "");
    }

    /** Any text, or null where none is given. */
    public @Nullable String optionalText(String key, String meaning) {
        String given = value(declare(new Setting(key, "text", null, true, false, meaning)), text -> text, "");
        return given.isEmpty() ? null : given;
    }

    /** A secret, given as KEY or as the name of a file in KEY_FILE (trailing line ends are cut). */
    public Secret secret(String key, @Nullable String fallback, String meaning) {
        return secret(key, fallback, meaning, "text", Secret::new, new Secret(""));
    }

    /**
     * A secret of a certain form.
     *
     * @param form what it looks like, for people
     * @param parse throws {@link IllegalArgumentException}, whose message is not shown (it may contain the secret)
     * @param standIn returned where the value is missing or wrong
     */
    public <T extends @Nullable Object> T secret(
            String key, @Nullable String fallback, String meaning, String form, Function<String, T> parse, T standIn) {
        return value(declare(new Setting(key, form, fallback, false, true, meaning)), parse, standIn);
    }

    /**
     * A value of a form of the caller's.
     *
     * @param form what it looks like, for people
     * @param parse throws {@link IllegalArgumentException} for what is not of that form
     * @param standIn returned where the value is missing or wrong
     */
    public <T extends @Nullable Object> T parsed(
            String key, @Nullable String fallback, String meaning, String form, Function<String, T> parse, T standIn) {
        return value(declare(key, form, fallback, meaning), parse, standIn);
    }

    /** A TCP port, 0 to 65535; 0 takes any free one. */
    public int port(String key, int fallback, String meaning) {
        return value(
                declare(key, "port, 0 to 65535", Integer.toString(fallback), meaning),
                text -> inRange(Integer.parseInt(text), 0, 65_535),
                fallback);
    }

    /** A whole number from 1. */
    public int count(String key, int fallback, String meaning) {
        return value(
                declare(key, "whole number from 1", Integer.toString(fallback), meaning),
                text -> inRange(Integer.parseInt(text), 1, Integer.MAX_VALUE),
                fallback);
    }

    /** A time with its unit. */
    public Duration duration(String key, String fallback, String meaning) {
        Duration standIn = Units.duration(fallback);
        return value(declare(key, Units.DURATION_FORM, fallback, meaning), Units::duration, standIn);
    }

    /** Times with their units, separated by commas; at least one. */
    public List<Duration> durations(String key, String fallback, String meaning) {
        return value(
                declare(key, "durations separated by commas, such as 5s,5m,2h", fallback, meaning),
                Settings::durations,
                durations(fallback));
    }

    /** A size with its unit, in bytes. */
    public long bytes(String key, String fallback, String meaning) {
        long standIn = Units.bytes(fallback);
        return value(declare(key, Units.BYTES_FORM, fallback, meaning), Units::bytes, standIn);
    }

    /** True or false. */
    public boolean flag(String key, boolean fallback, String meaning) {
        return value(
                declare(key, "true or false", Boolean.toString(fallback), meaning), Settings::trueOrFalse, fallback);
    }

    /** One constant of an enum, in any case. */
    public <E extends Enum<E>> E oneOf(String key, Class<E> type, E fallback, String meaning) {
        return value(
                declare(key, "one of " + names(type), name(fallback), meaning), text -> constant(type, text), fallback);
    }

    /** Constants of an enum, separated by commas, in any case; at least one. */
    public <E extends Enum<E>> Set<E> setOf(String key, Class<E> type, String fallback, String meaning) {
        Set<E> standIn = constants(type, fallback);
        return value(
                declare(key, "some of " + names(type) + ", separated by commas", fallback, meaning),
                text -> constants(type, text),
                standIn);
    }

    /** A file or directory; with a null fallback a value must be given. */
    public Path path(String key, @Nullable String fallback, String meaning) {
        return value(declare(key, "path", fallback, meaning), Path::of, Path.of(""));
    }

    /** A file or directory, or null where none is given. */
    public @Nullable Path optionalPath(String key, String meaning) {
        Path given = value(declare(new Setting(key, "path", null, true, false, meaning)), Path::of, Path.of(""));
        return given.toString().isEmpty() ? null : given;
    }

    /** Notes a problem that lies between values, so that it is reported together with all others. */
    public void problem(String sentence) {
        problems.add(sentence);
    }

    private Setting declare(String key, String form, @Nullable String fallback, String meaning) {
        return declare(new Setting(key, form, fallback, false, false, meaning));
    }

    private Setting declare(Setting setting) {
        if (!setting.key().startsWith(PREFIX)) {
            throw new IllegalStateException("The key " + setting.key() + " does not begin with " + PREFIX);
        }
        Setting before = declared.putIfAbsent(setting.key(), setting);
        if (before != null && !before.equals(setting)) {
            throw new IllegalStateException("The key " + setting.key() + " is declared twice, in different ways");
        }
        return setting;
    }

    private <T extends @Nullable Object> T value(Setting setting, Function<String, T> parse, T standIn) {
        String given = given(setting);
        String text = given == null ? setting.fallback() : given;
        if (text == null) {
            return standIn;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(setting.key() + "=" + setting.shown(text) + " is wrong, expected: " + setting.form()
                    + detail(setting, e));
            return standIn;
        }
    }

    private @Nullable String given(Setting setting) {
        String direct = environment.getOrDefault(setting.key(), "");
        String file = setting.secret() ? environment.getOrDefault(setting.fileKey(), "") : "";
        if (!direct.isEmpty() && !file.isEmpty()) {
            problems.add(setting.key() + " and " + setting.fileKey() + " are both given, expected: one of them");
        } else if (!file.isEmpty()) {
            return contentOf(setting, file);
        } else if (direct.isEmpty() && setting.fallback() == null && !setting.optional()) {
            problems.add(setting.key() + " is missing, expected: " + setting.form() + " (" + setting.meaning() + ")");
        }
        return direct.isEmpty() ? null : direct;
    }

    private @Nullable String contentOf(Setting setting, String file) {
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            problems.add(setting.fileKey() + "=" + file + " cannot be read, expected: a file with the value of "
                    + setting.key() + " (" + e + ")");
            return null;
        }
    }

    private void noteUnknownKeys() {
        Set<String> known = new TreeSet<>(declared.keySet());
        declared.values().stream().filter(Setting::secret).map(Setting::fileKey).forEach(known::add);
        Set<String> unknown = new TreeSet<>(environment.keySet());
        unknown.removeIf(key -> !key.startsWith(PREFIX) || known.contains(key));
        for (String key : unknown) {
            problems.add(key + " is not known"
                    + NearestKey.to(key, known)
                            .map(nearest -> ", did you mean " + nearest + "?")
                            .orElse(", expected: one of " + String.join(", ", known)));
        }
    }

    private static String detail(Setting setting, IllegalArgumentException e) {
        boolean tells = !setting.secret() && e.getMessage() != null && !(e instanceof NumberFormatException);
        return tells ? " (" + e.getMessage() + ")" : "";
    }

    private static int inRange(int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    private static List<Duration> durations(String text) {
        return Arrays.stream(text.split(",", -1)).map(Units::duration).toList();
    }

    private static boolean trueOrFalse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }

    private static <E extends Enum<E>> Set<E> constants(Class<E> type, String text) {
        EnumSet<E> found = EnumSet.noneOf(type);
        for (String name : text.split(",", -1)) {
            found.add(constant(type, name.trim()));
        }
        return Collections.unmodifiableSet(found);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of them"));
    }

    private static String names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Settings::name).collect(Collectors.joining(", "));
    }

    /** As people write it: {@code PAY_ZERO} is {@code pay-zero}. */
    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
