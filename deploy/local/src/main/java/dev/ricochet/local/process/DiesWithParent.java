package dev.ricochet.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs another main class and ends with the process that started it.
 *
 * <p>Standard input is a pipe whose other end only the parent holds. The operating system closes it when the parent ends, by
 * {@code kill -9} too, and a shutdown in good order follows; a child that does not get through with it is halted.
 */
public final class DiesWithParent {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int ENDED_BY_PARENT = 143;

    private DiesWithParent() {}

    public static void main(String[] arguments) throws Throwable {
        CountDownLatch parentGone = new CountDownLatch(1);
        daemon("parent-watch", () -> {
            readToEnd(System.in);
            parentGone.countDown();
            System.exit(ENDED_BY_PARENT);
        });
        daemon("parent-watch-halt", () -> haltAfterGrace(parentGone));
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void readToEnd(InputStream in) {
        try {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe says the same as a closed one: there is no parent any more.
            return;
        }
    }

    private static void haltAfterGrace(CountDownLatch parentGone) {
        try {
            parentGone.await();
            TimeUnit.MILLISECONDS.sleep(GRACE.toMillis());
            Runtime.getRuntime().halt(ENDED_BY_PARENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
