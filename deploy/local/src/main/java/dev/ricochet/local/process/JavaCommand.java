package dev.ricochet.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a Java child that dies with its parent and leaves the terminal's signals to the parent. */
public final class JavaCommand {

    /**
     * Ctrl-C reaches every process of the terminal at once. The parent alone acts on it and stops its children in order, so
     * the children ignore it; a JVM leaves a signal alone that is ignored when it starts.
     */
    private static final String LEAVE_SIGNALS_TO_PARENT = "trap '' INT HUP; exec \"$@\"";

    private static final int FIRST_WITH_UNSAFE_WARNINGS = 23;

    private final String mainClass;
    private final String classPath;
    private final List<String> jvmOptions = new ArrayList<>(quiet());
    private final List<String> arguments = new ArrayList<>();

    public JavaCommand(String mainClass, String classPath) {
        this.mainClass = mainClass;
        this.classPath = classPath;
    }

    /**
     * All of it from the start: one that begins small is collected often, and grows only when that does not help.
     *
     * @param size as {@code -Xmx} takes it: 512m, 1g
     */
    public JavaCommand heap(String size) {
        return jvmOption("-Xms" + size).jvmOption("-Xmx" + size);
    }

    /**
     * For a server that keeps little and makes much: a larger young generation is collected less often, and a collection
     * costs by what has survived, not by what has died.
     */
    public JavaCommand mostlyYoung() {
        return jvmOption("-XX:NewRatio=1");
    }

    /** Whether to leave out the compiler that makes fast what runs for long, and costs a small machine its start. */
    public JavaCommand shortLived(boolean yes) {
        return yes ? jvmOption("-XX:TieredStopAtLevel=1") : this;
    }

    public JavaCommand jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    public JavaCommand property(String name, String value) {
        return jvmOption("-D" + name + "=" + value);
    }

    public JavaCommand argument(String argument) {
        arguments.add(argument);
        return this;
    }

    public List<String> build() {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LEAVE_SIGNALS_TO_PARENT, "sh", java()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath + java.io.File.pathSeparator + ownClasses()));
        command.addAll(List.of(DiesWithParent.class.getName(), mainClass));
        command.addAll(arguments);
        return command;
    }

    /** The JDK that runs this process. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Options under which RocksDB, Netty and the compression libraries load without a warning on any JDK since 17. */
    public static List<String> quiet() {
        List<String> options = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= FIRST_WITH_UNSAFE_WARNINGS) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    private static Path ownClasses() {
        return CodeSource.of(DiesWithParent.class);
    }
}
