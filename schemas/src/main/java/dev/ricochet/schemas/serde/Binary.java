package dev.ricochet.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** One thread's buffer, encoder and decoder, used again for every record. */
final class Binary {

    /** A buffer that a rare huge record has grown beyond this is not kept. */
    private static final int KEPT_BYTES = 1 << 20;

    private static final ThreadLocal<Binary> OF_THREAD = ThreadLocal.withInitial(Binary::new);

    private ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);
    private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

    private Binary() {}

    static Binary ofThread() {
        return OF_THREAD.get();
    }

    /** The header followed by the record in Avro's binary encoding. */
    byte[] encode(byte[] header, Object record, ValueWriter writer) throws IOException {
        BinaryEncoder reused = EncoderFactory.get().binaryEncoder(buffer, encoder);
        // Not before: with this the encoder hands over what a record left in it that could not be written.
        buffer.reset();
        buffer.write(header, 0, header.length);
        writer.write(record, reused);
        reused.flush();
        byte[] bytes = buffer.toByteArray();
        if (bytes.length > KEPT_BYTES) {
            buffer = new ByteArrayOutputStream(1024);
        }
        return bytes;
    }

    /**
     * The record that fills the bytes from offset to their end.
     *
     * @throws IOException when the bytes end before the record or the record before the bytes
     */
    <V> V decode(byte[] bytes, int offset, DatumReader<V> reader) throws IOException {
        BinaryDecoder reused = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, decoder);
        V record = reader.read(null, reused);
        if (!reused.isEnd()) {
            throw new IOException("bytes remain after the record");
        }
        return record;
    }
}
