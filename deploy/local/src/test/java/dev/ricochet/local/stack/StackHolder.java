package dev.ricochet.local.stack;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a stack and then does nothing, until somebody kills it. */
final class StackHolder {

    private StackHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        StackOptions options = StackOptions.in(Path.of(arguments[0]))
                .onPorts(Ports.free())
                .withoutServices()
                .withoutContract()
                .asShortLived();
        LocalStack.start(options, Progress.silent());
        new CountDownLatch(1).await();
    }
}
