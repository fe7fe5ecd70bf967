package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.schemas.catalog.ListKind;
import dev.ricochet.schemas.catalog.ValueList;
import dev.ricochet.schemas.event.Click;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6AddressTrie;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A list of the catalog, ready to be looked in. Tells which value of a conversion stands on it. */
interface Listing {

    /** The value that is listed; null where none is. */
    @Nullable String find(Evidence evidence);

    /** A kind newer than this reader lists nothing. */
    static Listing of(ValueList list) {
        return switch (list.getKind()) {
            case ADDRESSES -> new Addresses(list.getEntries());
            case AGENTS -> new Agents(list.getEntries());
            case SOURCES, SUBS, COUNTRIES -> new Values(list.getKind(), list.getEntries());
            case UNKNOWN -> evidence -> null;
        };
    }

    /** Addresses and blocks; a look-up goes down a trie. */
    final class Addresses implements Listing {
        private final IPv4AddressTrie four = new IPv4AddressTrie();
        private final IPv6AddressTrie six = new IPv6AddressTrie();

        Addresses(List<String> entries) {
            entries.forEach(this::add);
        }

        private void add(String entry) {
            IPAddress block = new IPAddressString(entry.strip()).getAddress();
            if (block == null) {
                return;
            }
            IPAddress whole = block.assignPrefixForSingleBlock();
            if (whole == null) {
                return;
            }
            if (whole.isIPv4()) {
                four.add(whole.toIPv4());
            } else {
                six.add(whole.toIPv6());
            }
        }

        @Override
        public @Nullable String find(Evidence evidence) {
            for (IPAddress address : evidence.addresses()) {
                boolean isListed = address.isIPv4()
                        ? four.elementContains(address.toIPv4())
                        : six.elementContains(address.toIPv6());
                if (isListed) {
                    return address.toCanonicalString();
                }
            }
            return null;
        }
    }

    /** Texts that a user agent holds, whatever the case. */
    final class Agents implements Listing {
        private final List<String> texts;

        Agents(List<String> entries) {
            texts = entries.stream()
                    .map(entry -> entry.toLowerCase(Locale.ROOT))
                    .filter(entry -> !entry.isBlank())
                    .toList();
        }

        @Override
        public @Nullable String find(Evidence evidence) {
            Click click = evidence.click();
            String agent = click == null ? null : click.getUserAgent();
            if (agent == null) {
                return null;
            }
            String lower = agent.toLowerCase(Locale.ROOT);
            return texts.stream().anyMatch(lower::contains) ? agent : null;
        }
    }

    /** Values, and beginnings of values. */
    final class Values implements Listing {
        private static final String REST = "*";

        private final ListKind kind;
        private final Set<String> whole = new HashSet<>();
        private final List<String> beginnings = new ArrayList<>();

        Values(ListKind kind, List<String> entries) {
            this.kind = kind;
            for (String entry : entries) {
                if (entry.endsWith(REST)) {
                    beginnings.add(entry.substring(0, entry.length() - REST.length()));
                } else {
                    whole.add(kind == ListKind.COUNTRIES ? entry.toUpperCase(Locale.ROOT) : entry);
                }
            }
        }

        @Override
        public @Nullable String find(Evidence evidence) {
            return values(evidence).stream().filter(this::isListed).findFirst().orElse(null);
        }

        private boolean isListed(String value) {
            return whole.contains(value) || beginnings.stream().anyMatch(value::startsWith);
        }

        private List<String> values(Evidence evidence) {
            if (kind == ListKind.COUNTRIES) {
                return evidence.countries();
            }
            Click click = evidence.click();
            if (click == null) {
                return List.of();
            }
            String source = click.getSource();
            return kind == ListKind.SUBS ? click.getSubs() : source == null ? List.of() : List.of(source);
        }
    }
}
