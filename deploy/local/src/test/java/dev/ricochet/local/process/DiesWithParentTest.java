package dev.ricochet.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
public class DiesWithParentTest {

    @Test
    void shouldEndInGoodOrderWhenTheParentsEndOfThePipeCloses() throws Exception {
        Process child = start(Waiting.class);
        BufferedReader said = child.inputReader();
        assertThat(said.readLine()).isEqualTo("running");

        child.getOutputStream().close();

        assertThat(said.readLine()).isEqualTo("cleaned up");
        assertThat(child.waitFor()).isEqualTo(143);
    }

    @Test
    void shouldEndAsItsMainEnds() throws Exception {
        Process child = start(Failing.class);

        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(child.exitValue()).isEqualTo(1);
        assertThat(child.inputReader().lines()).anyMatch(line -> line.contains("no disk"));
    }

    @Test
    void shouldLeaveCtrlCToTheParent() throws Exception {
        Process child = start(Waiting.class);
        BufferedReader said = child.inputReader();
        assertThat(said.readLine()).isEqualTo("running");

        new ProcessBuilder("/bin/kill", "-INT", Long.toString(child.pid()))
                .start()
                .waitFor();
        child.toHandle().destroy();

        assertThat(said.readLine()).isEqualTo("cleaned up");
        assertThat(child.waitFor()).isEqualTo(143);
    }

    private static Process start(Class<?> main) throws IOException {
        List<String> command = new JavaCommand(main.getName(), System.getProperty("java.class.path")).build();
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    public static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("cleaned up")));
            System.out.println("running");
            new CountDownLatch(1).await();
        }
    }

    public static final class Failing {
        private Failing() {}

        public static void main(String[] arguments) throws IOException {
            if (arguments.length == 0) {
                throw new IOException("no disk");
            }
        }
    }
}
