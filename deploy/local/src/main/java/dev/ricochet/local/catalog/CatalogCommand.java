package dev.ricochet.local.catalog;

import dev.ricochet.kit.catalog.form.CatalogPrinter;
import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.local.connection.ConnectionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code catalog apply} and {@code catalog get}. */
@Command(
        name = "catalog",
        description = "Offers, advertisers, affiliates, endpoints, lists, exchange rates and tiers as one YAML file.",
        mixinStandardHelpOptions = true,
        subcommands = {CatalogCommand.Apply.class, CatalogCommand.Get.class})
public final class CatalogCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do with the catalog: apply or get");
    }

    /** Writes what differs from the catalog. */
    @Command(
            name = "apply",
            description = {
                "Writes what in FILE differs from the catalog.",
                "The whole file is checked first: one problem, and nothing is written. Entries that the file does not"
                        + " have stay as they are. What differs holds from now on, or from its effective_from to come.",
                "Exit codes: 0 applied, 1 the file was refused, 3 no stack runs."
            },
            mixinStandardHelpOptions = true)
    static final class Apply implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ConnectionOptions connection;

        @Parameters(paramLabel = "FILE", description = "The catalog file (YAML).")
        private Path file;

        @Option(names = "--prune", description = "Remove entries that the file does not have.")
        private boolean prune;

        @Override
        public Integer call() throws IOException {
            if (!Files.isReadable(file)) {
                throw new ParameterException(spec.commandLine(), "cannot read " + file);
            }
            PrintWriter out = spec.commandLine().getOut();
            try {
                out.print(new CatalogTopics(connection.kafka())
                        .apply(Files.readString(file), prune)
                        .text());
                out.flush();
                return 0;
            } catch (InvalidCatalogException refused) {
                PrintWriter err = spec.commandLine().getErr();
                err.printf(
                        "%s was refused and nothing written: %d problem(s)%n",
                        file, refused.problems().size());
                refused.problems().forEach(problem -> err.println("  " + problem));
                err.flush();
                return 1;
            }
        }
    }

    /** Prints the catalog as a file. */
    @Command(
            name = "get",
            description = {
                "Prints the catalog as a file that can be applied again.",
                "Secrets stand as <kept>, which `apply` takes as: leave the secret that is there;",
                "several stand as <kept:1> and <kept:2>."
            },
            mixinStandardHelpOptions = true)
    static final class Get implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ConnectionOptions connection;

        @Option(names = "--show-secrets", description = "Print tokens and signing secrets in clear.")
        private boolean showSecrets;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            out.print(CatalogPrinter.yaml(new CatalogTopics(connection.kafka()).read(), showSecrets, Instant.now()));
            out.flush();
            return 0;
        }
    }
}
