package dev.ricochet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 client on a connection that it keeps as long as the server lets it. It tries nothing twice and hides nothing,
 * as HTTP libraries do.
 */
final class Client implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;
    private @Nullable Socket socket;

    Client(int port) {
        this.port = port;
    }

    /** How an exchange went. */
    sealed interface Exchange {
        /** A whole answer. */
        record Answer(int status, String head, String body, long tookNanos) implements Exchange {
            String header(String name) {
                for (String line : head.lines().toList()) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ": ")) {
                        return line.substring(name.length() + 2);
                    }
                }
                return "";
            }
        }

        /** Nobody listens. */
        record Refused() implements Exchange {}

        /** The connection ended before the first byte of an answer. */
        record Unanswered(String how) implements Exchange {}

        /** The connection ended inside the answer. */
        record Torn(String how) implements Exchange {}
    }

    Exchange get(String pathAndQuery) {
        Socket open;
        try {
            open = connected();
        } catch (IOException e) {
            return new Exchange.Refused();
        }
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            long start = System.nanoTime();
            open.getOutputStream()
                    .write(("GET " + pathAndQuery + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1));
            Exchange.Answer answer = read(open.getInputStream(), received, start);
            if (answer.header("connection").equals("close")) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            return received.size() == 0 ? new Exchange.Unanswered(e.toString()) : new Exchange.Torn(e.toString());
        }
    }

    private static Exchange.Answer read(InputStream in, ByteArrayOutputStream received, long start) throws IOException {
        String text = "";
        int headEnd = -1;
        int total = Integer.MAX_VALUE;
        byte[] buffer = new byte[8_192];
        while (received.size() < total) {
            int count = in.read(buffer);
            if (count < 0) {
                throw new IOException("end of stream after " + received.size() + " bytes");
            }
            received.write(buffer, 0, count);
            text = received.toString(ISO_8859_1);
            headEnd = text.indexOf("\r\n\r\n");
            if (headEnd >= 0) {
                total = headEnd + 4 + contentLength(text.substring(0, headEnd));
            }
        }
        int status = Integer.parseInt(text.substring(9, 12));
        return new Exchange.Answer(
                status, text.substring(0, headEnd), text.substring(headEnd + 4), System.nanoTime() - start);
    }

    private static int contentLength(String head) {
        String name = "content-length: ";
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(name);
        if (at < 0) {
            return 0;
        }
        int end = head.indexOf("\r\n", at);
        return Integer.parseInt(head.substring(at + name.length(), end < 0 ? head.length() : end));
    }

    private Socket connected() throws IOException {
        if (socket == null) {
            Socket fresh = new Socket();
            try {
                fresh.setTcpNoDelay(true);
                fresh.setSoTimeout(PATIENCE_MILLIS);
                fresh.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            } catch (IOException e) {
                fresh.close();
                throw e;
            }
            socket = fresh;
        }
        return socket;
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                socket = null;
            }
        }
    }
}
