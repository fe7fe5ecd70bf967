package dev.ricochet.gateway.request;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IncompatibleAddressException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CIDR blocks, parsed once. */
public final class AddressBlocks {
    /** Contains nobody. */
    public static final AddressBlocks NONE = new AddressBlocks(List.of());

    private final List<IPAddress> blocks;

    private AddressBlocks(List<IPAddress> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /**
     * All of the blocks.
     *
     * @throws IllegalArgumentException if one is none; the message names it
     */
    public static AddressBlocks strict(List<String> texts) {
        List<IPAddress> blocks = new ArrayList<>();
        for (String text : texts) {
            IPAddress block = block(text);
            if (block == null) {
                throw new IllegalArgumentException("'" + text + "' is no CIDR block");
            }
            blocks.add(block);
        }
        return new AddressBlocks(blocks);
    }

    /** Those that are blocks; what is none contains nobody. */
    public static AddressBlocks lenient(List<String> texts) {
        List<IPAddress> blocks = new ArrayList<>();
        for (String text : texts) {
            IPAddress block = block(text);
            if (block != null) {
                blocks.add(block);
            }
        }
        return new AddressBlocks(blocks);
    }

    /** Whether an address lies in one of them; null and what is no address lie in none. */
    public boolean contain(@Nullable String address) {
        IPAddress read = blocks.isEmpty() || address == null ? null : IpText.read(address);
        return read != null && hold(read);
    }

    boolean hold(IPAddress address) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    @Override
    public String toString() {
        return blocks.toString();
    }

    private static @Nullable IPAddress block(String text) {
        if (text.isBlank()) {
            // Which would be the loopback to the parser.
            return null;
        }
        try {
            // toPrefixBlock: 10.1.2.3/8 means all of 10.0.0.0/8. Without a prefix it is one address.
            IPAddress address = new IPAddressString(text.strip()).toAddress();
            boolean definite = address != null && (address.isPrefixed() || !address.isMultiple());
            return definite ? address.toPrefixBlock() : null;
        } catch (AddressStringException | IncompatibleAddressException malformed) {
            return null;
        }
    }
}
