package dev.ricochet.local.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.local.stack.Ports;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PortOptionsTest {

    @Test
    void shouldUseTheStandardPorts() {
        assertThat(ports()).isEqualTo(Ports.standard());
    }

    @Test
    void shouldMoveEveryPortButThoseThatAreNamed() {
        assertThat(ports("--port-offset", "1000", "--gateway-port", "80"))
                .isEqualTo(new Ports(10092, 10093, 9085, 80, 9081, 9082, 9083));
    }

    private static Ports ports(String... arguments) {
        WithPorts command = new WithPorts();
        new CommandLine(command).parseArgs(arguments);
        return command.options.ports();
    }

    @Command
    private static final class WithPorts {
        @Mixin
        private PortOptions options = new PortOptions();
    }
}
