package dev.ricochet.local.apikey;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code api-key NAME ROLE}. */
@Command(
        name = "api-key",
        description = {
            "Makes a key for the gateway's admin API and prints it once, with the line for the gateway's file of keys.",
            "Nothing is stored, and nothing has to run."
        },
        mixinStandardHelpOptions = true)
public final class ApiKeyCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "Who holds it; stands in every audit event.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ROLE", description = "What it may: ${COMPLETION-CANDIDATES}.")
    private ApiRole role = ApiRole.READ;

    enum ApiRole {
        READ,
        ADMIN
    }

    @Override
    public Integer call() {
        if (!NAME.matcher(name).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "a name has letters, digits, '.', '_', '@' and '-', at most 64");
        }
        NewApiKey made = NewApiKey.of(name, role.name().toLowerCase(Locale.ROOT));
        PrintWriter out = spec.commandLine().getOut();
        out.println("key, shown only now:  " + made.key());
        out.println("line for the file:    " + made.line());
        out.flush();
        return 0;
    }
}
