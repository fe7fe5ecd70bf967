package dev.ricochet.bench.match;

import com.sun.management.OperatingSystemMXBean;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Run;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A contender and what was found of it. */
final class Entry {

    private final Contender contender;
    private final TestBed bed;
    private final long clicks;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private double diskBytesPerClick;

    Entry(Contender contender, TestBed bed, long clicks) {
        this.contender = contender;
        this.bed = bed;
        this.clicks = clicks;
    }

    String name() {
        return contender.name();
    }

    String stateName(int round) {
        return contender.stateName(round);
    }

    /** Lets it take in all clicks; notes rate, processor time and what is left on disk. */
    double takeIn(int round) throws Exception {
        long before = process.getProcessCpuTime();
        double rate = contender.takeIn(round);
        cpuMicros.add((process.getProcessCpuTime() - before) / 1e3 / clicks);
        rates.add(rate);
        diskBytesPerClick = settledBytes(round) / (double) clicks;
        return rate;
    }

    double rate(int round) {
        return rates.get(round);
    }

    double diskBytesPerClick() {
        return diskBytesPerClick;
    }

    Run run(double brokerBytesPerClick) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("disk_bytes_per_click", Figures.rounded(diskBytesPerClick));
        more.put("broker_bytes_per_click", Figures.rounded(brokerBytesPerClick));
        more.put("cpu_us_per_click", Figures.rounded(median(cpuMicros)));
        more.put("clicks", clicks);
        more.put("rounds", rates.size());
        return Run.ofThroughput(name(), median(rates), more);
    }

    /** After its close nothing is written any more: what is there is flushed, and no compaction runs. */
    private long settledBytes(int round) throws IOException {
        return DiskUse.of(bed.stateOf(contender.stateName(round)));
    }

    private static double median(List<Double> values) {
        return Figures.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
