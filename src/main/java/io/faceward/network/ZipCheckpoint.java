package io.faceward.network;

import io.faceward.network.StoredTensor.StoredValues;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's format since 1.6: a ZIP of uncompressed entries under one folder, {@code data.pkl} with the description and
 * {@code data/<key>} with each storage. Checksums are verified.
 */
final class ZipCheckpoint extends TorchCheckpoint {

    private static final String DESCRIPTION = "data.pkl";

    private final ZipFile zip;
    private final String folder;
    private final ByteOrder order;

    private ZipCheckpoint(ZipFile zip, String folder, ByteOrder order, Map<String, StoredTensor> tensors, long bytes) {
        super(tensors, bytes);
        this.zip = zip;
        this.folder = folder;
        this.order = order;
    }

    static ZipCheckpoint open(Path file, Limits limits) throws IOException {
        ZipFile zip = ZipArchive.open(file);
        try {
            String folder = folder(zip);
            ByteBuffer pickle = content(zip, folder + DESCRIPTION, limits.pickleBytes());
            Object root = new Unpickler(pickle, limits.objects()).read();
            return new ZipCheckpoint(zip, folder, order(zip, folder), StateDict.tensors(root), Files.size(file));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static String folder(ZipFile zip) throws MalformedWeightsException {
        String path = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.matches("([^/]*/)?data\\.pkl"))
                .findFirst()
                .orElseThrow(
                        () -> new MalformedWeightsException("a ZIP archive without %s that holds %s: unpack it first"
                                .formatted(
                                        DESCRIPTION,
                                        zip.stream()
                                                .limit(3)
                                                .map(ZipEntry::getName)
                                                .collect(Collectors.joining(", ")))));
        String folder = path.substring(0, path.length() - DESCRIPTION.length());
        if (zip.getEntry(folder + "constants.pkl") != null) {
            throw new MalformedWeightsException(
                    "a TorchScript archive, not a state dict: put it into the bundle's folder with a description beside it");
        }
        return folder;
    }

    private static ByteOrder order(ZipFile zip, String folder) throws IOException {
        String name = folder + "byteorder";
        boolean big = zip.getEntry(name) != null
                && StandardCharsets.US_ASCII
                        .decode(content(zip, name, 16))
                        .toString()
                        .strip()
                        .equals("big");
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public String format() {
        return "PyTorch";
    }

    @Override
    ByteBuffer bytes(StoredValues storage) throws IOException {
        ByteBuffer content = content(zip, folder + "data/" + storage.key(), storage.bytes());
        if (content.remaining() != storage.bytes()) {
            throw new MalformedWeightsException("storage %s has %d bytes instead of %d"
                    .formatted(storage.key(), content.remaining(), storage.bytes()));
        }
        return content.order(order);
    }

    /** A whole entry, whose checksum is right and which has at most so many bytes. */
    private static ByteBuffer content(ZipFile zip, String name, long limit) throws IOException {
        @Nullable ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new MalformedWeightsException(name + " is missing in the archive");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > Math.min(limit, Integer.MAX_VALUE - 8)) {
            throw new MalformedWeightsException("%s is compressed or longer than %d bytes".formatted(name, limit));
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes((int) entry.getSize());
        } catch (ZipException | EOFException e) {
            throw new MalformedWeightsException(
                    "a damaged ZIP archive: %s is not where it should be".formatted(name), e);
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (sum.getValue() != entry.getCrc()) {
            throw new MalformedWeightsException(name + " is damaged: its checksum is wrong");
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
