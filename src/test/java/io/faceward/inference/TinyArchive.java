package io.faceward.inference;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The smallest TorchScript archive: one function, no weights. */
final class TinyArchive {

    private TinyArchive() {}

    /** @param expression of the tensor {@code x}, every argument spelled out, for instance {@code torch.mul(x, 2)} */
    static Path write(Path file, String expression) throws IOException {
        return write(file, expression, "x");
    }

    /** @param inputs names of the tensors in the expression */
    static Path write(Path file, String expression, String... inputs) throws IOException {
        String source = """
                class M(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.M,
                    %s: Tensor) -> Tensor:
                    return %s
                """.formatted(String.join(": Tensor,\n    ", inputs), expression);
        String module = "\u0080\u0002c__torch__\nM\n)\u0081}(X\u0008\0\0\0training\u0089ub.";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "data.pkl", module.getBytes(ISO_8859_1));
            put(zip, "code/__torch__.py", source.getBytes(UTF_8));
            put(zip, "constants.pkl", "\u0080\u0002).".getBytes(ISO_8859_1));
            put(zip, "version", "3\n".getBytes(UTF_8));
            put(zip, "byteorder", "little".getBytes(UTF_8));
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry("m/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
