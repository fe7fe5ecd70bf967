package dev.ricochet.gateway.request;

import static dev.ricochet.gateway.request.TrustedProxies.Header.FORWARDED;
import static dev.ricochet.gateway.request.TrustedProxies.Header.X_FORWARDED_FOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedWalkTest {
    private static final String PEER = "10.0.0.1";
    private static final AddressBlocks TRUSTED = AddressBlocks.strict(List.of("10.0.0.0/8", "2001:db8:f::/48"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7                          | 203.0.113.7",
                "203.0.113.7, 10.0.0.2                | 203.0.113.7",
                "6.6.6.6, 203.0.113.7, 10.0.0.2       | 203.0.113.7",
                "203.0.113.7:4711                     | 203.0.113.7",
                "2001:db8::7                          | 2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]                        | 2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]:443, 2001:db8:f::1     | 2001:db8:0:0:0:0:0:7",
                "::ffff:203.0.113.7                   | 203.0.113.7",
                "10.0.0.3,10.0.0.2                    | 10.0.0.3",
                // Garbage ends the walk at the last hop that could be read.
                "203.0.113.7, unknown, 10.0.0.2       | 10.0.0.2",
                "203.0.113.7, 10.0.0.0/8              | 10.0.0.1",
                "203.0.113.7, 10.0.0.*                | 10.0.0.1",
                "203.0.113.7, 10.2                    | 10.0.0.1",
                "203.0.113.7, 1.2.3.4:http            | 10.0.0.1",
                "203.0.113.7, fe80::1%eth0            | 10.0.0.1",
                "203.0.113.7,                         | 10.0.0.1",
                "[2001:db8::7                         | 10.0.0.1",
            })
    void shouldFindTheFirstHopThatIsNotTrusted(String header, String client) {
        assertThat(ForwardedWalk.from(PEER, List.of(header), TRUSTED, X_FORWARDED_FOR)
                        .address())
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=203.0.113.7                                          | 203.0.113.7          |",
                "For=\"[2001:db8::7]:4711\";Proto=HTTPS;by=10.0.0.1       | 2001:db8:0:0:0:0:0:7 | https",
                "for=6.6.6.6;proto=https, for=203.0.113.7;proto=http      | 203.0.113.7          | http",
                "for=203.0.113.7;proto=https, for=10.0.0.2;proto=http     | 203.0.113.7          | https",
                "for=203.0.113.7;proto=https, for=_hidden                 | 10.0.0.1             |",
                "for=203.0.113.7, for=unknown, for=10.0.0.2;proto=https   | 10.0.0.2             | https",
                "for=203.0.113.7, by=10.0.0.2                             | 10.0.0.1             |",
                // A quote that the caller never closes changes nothing for what the proxy wrote.
                "for=\"6.6.6.6, for=203.0.113.7;proto=https               | 203.0.113.7          | https",
                "for=\"6.6.6.6\\\", for=203.0.113.7;host=\"a,b\"          | 203.0.113.7          |",
            })
    void shouldReadForwardedToo(String header, String client, String proto) {
        ForwardedWalk.Found found = ForwardedWalk.from(PEER, List.of(header), TRUSTED, FORWARDED);
        assertThat(found.address()).isEqualTo(client);
        assertThat(found.proto()).isEqualTo(proto);
    }

    @Test
    void shouldReadSeveralLinesAsOne() {
        List<String> lines = List.of("6.6.6.6", "203.0.113.7, 10.0.0.3", "10.0.0.2");
        assertThat(ForwardedWalk.from(PEER, lines, TRUSTED, X_FORWARDED_FOR).address())
                .isEqualTo("203.0.113.7");
    }

    @Test
    void shouldTakeThePeerWhereNothingIsSaid() {
        assertThat(ForwardedWalk.from(PEER, List.of(), TRUSTED, X_FORWARDED_FOR).address())
                .isEqualTo(PEER);
    }

    @Test
    void shouldWalkABoundedWay() {
        String[] hops = new String[ForwardedWalk.MOST_HOPS + 1];
        Arrays.fill(hops, "10.0.0.2");
        hops[0] = "203.0.113.7";
        assertThat(walk(String.join(",", hops))).isEqualTo("10.0.0.2");
        assertThat(walk(String.join(",", Arrays.copyOf(hops, ForwardedWalk.MOST_HOPS))))
                .isEqualTo("203.0.113.7");
        assertThat(walk("1".repeat(10_000))).isEqualTo(PEER);
    }

    @Property
    void shouldFindTheCallerWhateverItInvented(@ForAll String invented, @ForAll boolean rfc7239) {
        TrustedProxies.Header header = rfc7239 ? FORWARDED : X_FORWARDED_FOR;
        String written = rfc7239 ? ", for=203.0.113.7, for=10.0.0.2" : ", 203.0.113.7, 10.0.0.2";
        assertThat(ForwardedWalk.from(PEER, List.of(invented + written), TRUSTED, header)
                        .address())
                .isEqualTo("203.0.113.7");
    }

    private static String walk(String header) {
        return ForwardedWalk.from(PEER, List.of(header), TRUSTED, X_FORWARDED_FOR)
                .address();
    }
}
