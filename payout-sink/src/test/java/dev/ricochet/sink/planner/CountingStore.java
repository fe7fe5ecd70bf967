package dev.ricochet.sink.planner;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Counts walks, the entries that are looked at, whichever way, and those that are written, and remembers where the last walk began. */
final class CountingStore<K, V> {

    private static final Set<String> WRITES = Set.of("put", "delete");

    private final KeyValueStore<K, V> real;
    private final AtomicLong visited = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong walks = new AtomicLong();
    private @Nullable K lastStart;

    CountingStore(KeyValueStore<K, V> real) {
        this.real = real;
    }

    /** What has been looked at since it was asked for last. */
    long visited() {
        return visited.getAndSet(0);
    }

    /** What has been put or deleted since it was asked for last. */
    long written() {
        return written.getAndSet(0);
    }

    /** How often entries were walked over since it was asked for last. */
    long walks() {
        return walks.getAndSet(0);
    }

    @Nullable K lastStart() {
        return lastStart;
    }

    @SuppressWarnings("unchecked") // the proxy is of that interface
    KeyValueStore<K, V> store() {
        return (KeyValueStore<K, V>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("range")) {
                        lastStart = (K) arguments[0];
                        walks.incrementAndGet();
                    } else if (method.getName().equals("get")) {
                        visited.incrementAndGet();
                    } else if (WRITES.contains(method.getName())) {
                        written.incrementAndGet();
                    }
                    Object result = call(real, method, arguments);
                    return result instanceof KeyValueIterator<?, ?> entries ? counted(entries) : result;
                });
    }

    private Object counted(KeyValueIterator<?, ?> entries) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueIterator.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("next")) {
                        visited.incrementAndGet();
                    }
                    return call(entries, method, arguments);
                });
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
