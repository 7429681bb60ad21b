package io.faceward.image;

import io.faceward.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Compressed metadata of a PNG, with a bound on what it may inflate to. */
final class Zlib {

    private Zlib() {}

    /**
     * The inflated bytes; {@code null} when the stream is broken.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#BROKEN_IMAGE} for more bytes than {@code limit}
     */
    static byte @Nullable [] inflate(byte[] data, int from, long limit) {
        Inflater inflater = new Inflater();
        try {
            // A first pass only counts, so that a bomb costs no memory.
            int size = drain(inflater, data, from, limit);
            inflater.reset();
            inflater.setInput(data, from, data.length - from);
            byte[] inflated = new byte[size];
            return inflater.inflate(inflated) == size ? inflated : null;
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var zlib = new DeflaterOutputStream(out, deflater)) {
            zlib.write(data);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static int drain(Inflater inflater, byte[] data, int from, long limit) throws DataFormatException {
        inflater.setInput(data, from, data.length - from);
        byte[] scratch = new byte[8192];
        long size = 0;
        while (!inflater.finished()) {
            int count = inflater.inflate(scratch);
            if (count == 0 && !inflater.finished()) {
                throw new DataFormatException("incomplete");
            }
            size += count;
            if (size > limit) {
                throw Problem.BROKEN_IMAGE
                        .because("Compressed metadata of the PNG inflates to more than allowed")
                        .limit(limit, size);
            }
        }
        return (int) size;
    }
}
