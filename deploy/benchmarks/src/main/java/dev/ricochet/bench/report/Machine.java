package dev.ricochet.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** On what the figures were measured. */
public record Machine(
        int processors, @JsonProperty("max_heap_mib") long maxHeapMib, String os, String java) {

    public static Machine here() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    }
}
