package io.faceward.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * An open file of somebody's weights: a PyTorch state dict in the ZIP format or the older stream, or safetensors. Nothing
 * in it is executed, and a hostile file costs no more memory than a small multiple of its size. The owner closes it. Not
 * thread-safe.
 *
 * <p>Tensors of nested dictionaries are named by the path to them, {@code G.main.0.weight}; the component {@code module},
 * which data-parallel training leaves in names, is dropped.
 */
public interface Checkpoint extends AutoCloseable {

    /**
     * What a file may cost.
     *
     * @param pickleBytes of a PyTorch file's description of its tensors
     * @param objects in that description: a tensor takes about two dozen
     */
    record Limits(int pickleBytes, int objects) {}

    /**
     * Opens a file and reads what it says about its tensors, not the tensors.
     *
     * @throws MalformedWeightsException if it is of no known format, damaged or hostile
     */
    static Checkpoint open(Path file, Limits limits) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(512);
        }
        if (begins(head, "PK\003\004")) {
            return ZipCheckpoint.open(file, limits);
        }
        if (begins(head, "\u0080")) {
            return StreamCheckpoint.open(file, limits);
        }
        if (head.length > 8 && head[8] == '{') {
            return new SafetensorsCheckpoint(Safetensors.read(file));
        }
        throw new MalformedWeightsException(
                begins(head, "<") || begins(head, "version https:")
                        ? "a text or web page, not weights: the download went wrong"
                        : "neither a PyTorch checkpoint nor safetensors");
    }

    private static boolean begins(byte[] head, String magic) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith(magic);
    }

    /** The format in words. */
    String format();

    /** Names of all tensors, in the order of the file. */
    Set<String> names();

    /**
     * Reads some of the tensors.
     *
     * @throws MalformedWeightsException if their values are damaged or together larger than the file
     */
    Map<String, Tensor> read(Set<String> names) throws IOException;

    @Override
    void close() throws IOException;
}
