package dev.ricochet.local.deadletter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dead letters by the receipt ids that stand in them. A receipt id is text in every record that carries one, whatever else of
 * the record cannot be read, and also in those between the hops of an application, whose form nobody else knows.
 */
public final class Strandings {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final DeadLetterBox box;
    private final Map<String, List<DeadLetter>> byId = new HashMap<>();

    private Strandings(DeadLetterBox box) {
        this.box = box;
    }

    public static Strandings in(DeadLetterBox box) {
        Strandings strandings = new Strandings(box);
        box.all().forEach(strandings::add);
        return strandings;
    }

    /** A line for each dead letter that names the receipt, the oldest first: where it is, where it was read, why, what was done. */
    public List<String> of(String receiptId) {
        return byId.getOrDefault(receiptId, List.of()).stream().map(this::line).toList();
    }

    private void add(DeadLetter letter) {
        byte[] value = letter.record().value();
        Matcher ids = UUID.matcher(value == null ? "" : new String(value, ISO_8859_1));
        while (ids.find()) {
            List<DeadLetter> known = byId.computeIfAbsent(ids.group(), id -> new ArrayList<>());
            if (!known.contains(letter)) {
                known.add(letter);
            }
        }
    }

    private String line(DeadLetter letter) {
        var redrivenAt = box.redrivenAt(letter.id());
        return "dead letter " + letter.id() + " since " + letter.at() + ", read from " + letter.topic() + " partition "
                + letter.partition() + " offset " + letter.offset() + ", "
                + letter.exception().substring(letter.exception().lastIndexOf('.') + 1) + ": "
                + letter.message().lines().findFirst().orElse("")
                + (redrivenAt == null ? "; waits to be driven again" : "; driven again at " + redrivenAt);
    }
}
