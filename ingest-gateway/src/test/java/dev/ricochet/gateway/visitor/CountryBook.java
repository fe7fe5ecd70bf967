package dev.ricochet.gateway.visitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a small country file in MaxMind's format 2.0, as its specification has it
 * (https://maxmind.github.io/MaxMind-DB): a binary tree of 24-bit records over IPv6 addresses, 16 zero bytes, the data,
 * and the metadata behind its marker. IPv4 addresses stand under {@code ::/96}.
 */
public final class CountryBook {
    private static final int NOTHING = -1;
    private static final byte[] MARKER =
            "\u00ab\u00cd\u00efMaxMind.com".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {NOTHING, NOTHING}));
    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private boolean asText;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** @param prefix of the network, in bits */
    public CountryBook with(String network, int prefix, String isoCode) throws IOException {
        byte[] address = InetAddress.getByName(network).getAddress();
        boolean v4 = address.length == 4;
        int bits = v4 ? prefix + 96 : prefix;
        int offset = offsets.computeIfAbsent(isoCode, this::entry);
        int node = 0;
        for (int bit = 0; bit < bits; bit++) {
            int at = v4 ? bit - 96 : bit;
            int side = at < 0 ? 0 : (address[at / 8] >> (7 - at % 8)) & 1;
            if (bit == bits - 1) {
                nodes.get(node)[side] = -2 - offset;
            } else {
                if (nodes.get(node)[side] == NOTHING) {
                    nodes.add(new int[] {NOTHING, NOTHING});
                    nodes.get(node)[side] = nodes.size() - 1;
                }
                node = nodes.get(node)[side];
            }
        }
        return this;
    }

    public void writeTo(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int record : node) {
                int value = record == NOTHING
                        ? nodes.size()
                        : record < NOTHING ? nodes.size() + 16 + (-2 - record) : record;
                out.write(value >> 16);
                out.write(value >> 8);
                out.write(value);
            }
        }
        out.write(new byte[16]);
        data.writeTo(out);
        out.write(MARKER);
        out.write((7 << 5) | 9);
        number(out, "binary_format_major_version", 5, 2);
        number(out, "binary_format_minor_version", 5, 0);
        string(out, "build_epoch");
        out.write(4);
        out.write(2);
        out.write(0x65);
        out.write(0);
        out.write(0);
        out.write(0);
        string(out, "database_type");
        string(out, "Test-Country");
        string(out, "description");
        out.write(7 << 5);
        number(out, "ip_version", 5, 6);
        string(out, "languages");
        out.write(0);
        out.write(4);
        number(out, "node_count", 6, nodes.size());
        number(out, "record_size", 5, 24);
        Files.write(file, out.toByteArray());
    }

    /** As some files have it that are none of MaxMind's: the country itself is a text. */
    CountryBook withCountriesAsText() {
        asText = true;
        return this;
    }

    private int entry(String isoCode) {
        int offset = data.size();
        if (asText) {
            data.write((7 << 5) | 1);
            string(data, "country");
            string(data, isoCode);
            return offset;
        }
        data.write((7 << 5) | 1);
        string(data, "country");
        data.write((7 << 5) | 1);
        string(data, "iso_code");
        string(data, isoCode);
        return offset;
    }

    private static void number(ByteArrayOutputStream out, String name, int type, int value) {
        string(out, name);
        out.write((type << 5) | 2);
        out.write(value >> 8);
        out.write(value);
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        out.write((2 << 5) | bytes.length);
        out.writeBytes(bytes);
    }
}
