package dev.ricochet.gateway.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sends bytes as they are and reads what comes back, opening a new connection whenever the server has closed the last. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private @Nullable Socket socket;

    RawConnection(int port) {
        this.port = port;
    }

    /** @param status 0 where the server closed without a word */
    record Answer(int status, String head, String body) {}

    Answer exchange(GeneratedRequest request) throws IOException {
        Socket open = open();
        try {
            open.getOutputStream().write(request.bytes());
        } catch (IOException closedEarly) {
            // The answer to a request that is refused before its end may be there all the same.
        }
        try {
            Answer answer = read(new BufferedInputStream(open.getInputStream()), request.hasBodyInAnswer());
            if (answer.status() == 0 || answer.head().toLowerCase(Locale.ROOT).contains("connection: close")) {
                close();
            }
            return answer;
        } catch (java.net.SocketException reset) {
            close();
            return new Answer(0, "", reset.toString());
        }
    }

    private Socket open() throws IOException {
        Socket open = socket;
        if (open == null || open.isClosed()) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setSoTimeout(PATIENCE_MILLIS);
            open.setTcpNoDelay(true);
            socket = open;
        }
        return open;
    }

    private static Answer read(InputStream in, boolean hasBody) throws IOException {
        String head = head(in);
        if (head.isEmpty()) {
            return new Answer(0, head, "");
        }
        int status = Integer.parseInt(head.substring(9, 12));
        String lower = head.toLowerCase(Locale.ROOT);
        if (status == 100) {
            return read(in, hasBody);
        }
        if (!hasBody || status == 204 || status == 304) {
            return new Answer(status, head, "");
        }
        if (lower.contains("transfer-encoding: chunked")) {
            return new Answer(status, head, chunks(in));
        }
        int at = lower.indexOf("content-length: ");
        int length = at < 0
                ? 0
                : Integer.parseInt(
                        lower.substring(at + 16, lower.indexOf('\r', at)).strip());
        return new Answer(status, head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            StringBuilder size = new StringBuilder();
            int next = in.read();
            while (next >= 0 && next != '\n') {
                size.append((char) next);
                next = in.read();
            }
            int length = Integer.parseInt(size.toString().strip(), 16);
            body.write(in.readNBytes(length));
            in.readNBytes(2);
            if (length == 0) {
                return body.toString(StandardCharsets.UTF_8);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }
}
