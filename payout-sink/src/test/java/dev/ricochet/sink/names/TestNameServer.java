package dev.ricochet.sink.names;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on UDP that answers as it is told, from one question to the next. Answers hold for no time at all. */
@SuppressWarnings({"ReferenceEquality", "ByteBufferBackingArray"
}) // one array stands for silence, another for failure; questions are wrapped whole
public final class TestNameServer implements AutoCloseable {

    private static final byte[] SILENCE = new byte[0];
    private static final byte[] FAILURE = new byte[0];
    private static final int A = 1;

    private final DatagramSocket socket;
    private final Map<String, byte[]> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();

    public TestNameServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "test-name-server");
        thread.setDaemon(true);
        thread.start();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** From now on the name leads here. */
    public void answer(String name, String address) throws IOException {
        addresses.put(name, InetAddress.getByName(address).getAddress());
    }

    /** From now on nobody answers when asked for the name. */
    public void silence(String name) {
        addresses.put(name, SILENCE);
    }

    /** From now on it says that it has failed when asked for the name, as one does whose own servers do not answer. */
    public void fail(String name) {
        addresses.put(name, FAILURE);
    }

    public int questions() {
        return questions.get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            DatagramPacket question = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(question);
                questions.incrementAndGet();
                byte[] answer = answerTo(ByteBuffer.wrap(buffer, 0, question.getLength()));
                if (answer.length > 0) {
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answerTo(ByteBuffer question) throws IOException {
        short id = question.getShort(0);
        question.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(label, java.nio.charset.StandardCharsets.US_ASCII));
        }
        int type = question.getShort();
        int end = question.position() + 2;
        byte[] address = addresses.get(name.toString());
        if (address == SILENCE) {
            return SILENCE;
        }
        boolean failed = address == FAILURE;
        boolean found = address != null && !failed && type == A;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int flags = failed ? 0x8182 : address == null ? 0x8183 : 0x8180;
        answer.writeBytes(ByteBuffer.allocate(12)
                .putShort(id)
                .putShort((short) flags)
                .putShort((short) 1)
                .putShort((short) (found ? 1 : 0))
                .putInt(0)
                .array());
        answer.write(question.array(), 12, end - 12);
        if (found) {
            answer.writeBytes(ByteBuffer.allocate(16)
                    .putShort((short) 0xC00C)
                    .putShort((short) A)
                    .putShort((short) 1)
                    .putInt(0)
                    .putShort((short) 4)
                    .put(address)
                    .array());
        }
        return answer.toByteArray();
    }
}
