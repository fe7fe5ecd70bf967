package dev.ricochet.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param name how people call it: in progress lines, failures, the name of its log file
 * @param command program and arguments
 * @param environment added to the parent's environment, of which no {@code RICOCHET_*} variable is passed on: a service
 *     refuses settings that it does not know
 * @param logFile where its output is appended
 */
public record ProcessSpec(String name, List<String> command, Map<String, String> environment, Path logFile) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
