package dev.ricochet.local.deadletter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter lies in its topic; as text {@code PARTITION-OFFSET}. */
public record DeadLetterId(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

    public static Optional<DeadLetterId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new DeadLetterId(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
