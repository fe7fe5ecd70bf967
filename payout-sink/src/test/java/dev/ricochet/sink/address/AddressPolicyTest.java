package dev.ricochet.sink.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("AddressSelection") // literals have one address
class AddressPolicyTest {

    private final AddressPolicy policy = new AddressPolicy(false);
    private final AddressPolicy forTests = new AddressPolicy(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "169.254.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.1",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "192.175.48.1",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::2",
                "::10.0.0.1",
                "::8.8.8.8",
                "::ffff:0:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
                "100::1",
                "100:0:0:1::1",
                "2001::1",
                "2001:0:4136:e378::1",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff:ffff::1",
                "2001:db8::1",
                "2002::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2620:4f:8000::1",
                "3fff::1",
                "3fff:fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "feff::1",
                "ff00::1",
                "ff02::1",
                "4000::1",
                "8000::1",
                "1::1"
            })
    void shouldNotLetDeliveriesIntoNonPublicNetworks(String address) throws UnknownHostException {
        assertThat(policy.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.88.98.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001::1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2003::1",
                "3ffe::1"
            })
    void shouldLetDeliveriesToPublicAddresses(String address) throws UnknownHostException {
        assertThat(policy.allows(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void shouldSeeThroughAnIPv4AddressMappedIntoIPv6() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xFF;
        mapped[12] = 10;

        assertThat(policy.allows(InetAddress.getByAddress(mapped))).isFalse();
        assertThat(policy.allows(InetAddress.getByName("::ffff:127.0.0.1"))).isFalse();
    }

    @Test
    void shouldAllowLoopbackOnlyWhereConfigured() throws UnknownHostException {
        assertThat(forTests.allows(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(forTests.allows(InetAddress.getByName("::1"))).isTrue();
        assertThat(forTests.allows(InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThat(forTests.allows(InetAddress.getByName("169.254.169.254"))).isFalse();
    }

    @Test
    void shouldForbidANameOfWhichOneAddressIsNotPublic() throws UnknownHostException {
        InetAddress open = InetAddress.getByName("8.8.8.8");
        InetAddress inner = InetAddress.getByName("10.0.0.1");

        assertThat(policy.allowsAll(List.of(open))).isTrue();
        assertThat(policy.allowsAll(List.of(open, inner))).isFalse();
        assertThat(policy.allowsAll(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "127.1",
                "127.0.1",
                "010.0.0.1",
                "8.8.8.8.",
                "256.1.1.1",
                "1.2.3.4.5",
                "aff.example.1",
                "aff.0x7f",
                "aff.0x"
            })
    void shouldRefuseOddFormsOfIPv4(String host) {
        assertThat(policy.objectionTo(host, 443)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aff.example",
                "8.8.8.8",
                "1-2.example",
                "xn--bcher-kva.example",
                "a1",
                "2606:4700::1111",
                "0x7f.example"
            })
    void shouldAcceptNamesAndPlainAddresses(String host) {
        assertThat(policy.objectionTo(host, 443)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443, 1024, 8080, 8443, 65535})
    void shouldAcceptPortsOfWebServers(int port) {
        assertThat(policy.objectionTo("aff.example", port)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 22, 25, 53, 79, 110, 445, 1023})
    void shouldRefusePortsOfOtherServices(int port) {
        assertThat(policy.objectionTo("aff.example", port)).isPresent();
    }
}
