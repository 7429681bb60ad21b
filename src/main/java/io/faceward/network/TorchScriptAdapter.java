package io.faceward.network;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a module around somebody's TorchScript archive that takes and answers what this project's networks do: an image in
 * [-1,1], then perhaps a condition; the edited image in [-1,1] and perhaps features, or an embedding of unit length.
 *
 * <p>The archive is copied with one class more and another root object, so that libtorch runs both as one network and
 * gradients pass through.
 *
 * @param inputs of the original, in its order: {@code image} and {@code condition}
 * @param low the original's black
 * @param high the original's white
 * @param answer where the image or the embedding is in the original's answer, as TorchScript text such as {@code [0]}
 * @param features where the features are, if they are to be answered, too
 * @param embedding whether the answer is a vector to be brought to unit length
 */
public record TorchScriptAdapter(
        List<String> inputs,
        float low,
        float high,
        String answer,
        @Nullable String features,
        boolean embedding) {

    private static final String DESCRIPTION = "data.pkl";

    /** Protocol 2 of pickle and the name of the root object's class, as libtorch begins every description. */
    private static final Pattern ROOT =
            Pattern.compile("\u0080\u0002c(__torch__[\\w.]*)\n(\\w+)\n.*\\.", Pattern.DOTALL);

    /** An object of our class whose attributes are a flag and the original's root object. */
    private static final String WRAPPED =
            "\u0080\u0002c__torch__.faceward\nAdapter\n)\u0081}(X\u0008\0\0\0training\u0089X\u0005\0\0\0model%sub.";

    /**
     * Writes the original with the module around it.
     *
     * @throws MalformedWeightsException if the original is no TorchScript archive
     */
    public void write(Path original, Path adapted) throws IOException {
        try (ZipFile from = ZipArchive.open(original);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(adapted));
                ZipOutputStream to = new ZipOutputStream(out)) {
            String folder = folder(from);
            for (ZipEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                boolean description = entry.getName().equals(folder + DESCRIPTION);
                TorchScriptArchive.store(to, entry.getName(), description ? wrapped(content) : content);
                if (description) {
                    byte[] source = source(content).getBytes(StandardCharsets.UTF_8);
                    TorchScriptArchive.store(to, folder + "code/__torch__/faceward.py", source);
                }
            }
        } catch (ZipException | EOFException e) {
            throw new MalformedWeightsException(original.getFileName() + " is no intact archive", e);
        }
    }

    private static String folder(ZipFile archive) throws MalformedWeightsException {
        String constants = archive.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.matches("[^/]+/constants\\.pkl"))
                .findFirst()
                .orElseThrow(() -> new MalformedWeightsException(
                        archive.getName() + " is no TorchScript archive; a state dict has to be imported"));
        return constants.substring(0, constants.indexOf('/') + 1);
    }

    private static Matcher root(byte[] description) throws MalformedWeightsException {
        Matcher root = ROOT.matcher(new String(description, StandardCharsets.ISO_8859_1));
        if (!root.matches()) {
            throw new MalformedWeightsException("the archive's root object is no module");
        }
        return root;
    }

    private static byte[] wrapped(byte[] description) throws MalformedWeightsException {
        String text = root(description).group();
        return WRAPPED.replace("%s", text.substring(2, text.length() - 1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String source(byte[] description) throws MalformedWeightsException {
        Matcher root = root(description);
        float half = (high - low) / 2;
        float middle = (high + low) / 2;
        String condition = inputs.contains("condition") ? ",\n    condition: Tensor" : "";
        String result = embedding
                ? "torch.div(y, torch.sqrt(torch.sum(torch.mul(y, y), [1], True)))"
                : "torch.div(torch.sub(y, %s), %s)".formatted(middle, half);
        return """
                class Adapter(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  model : %s.%s
                  def forward(self: __torch__.faceward.Adapter,
                    picture: Tensor%s) -> %s:
                    image = torch.add(torch.mul(picture, %s), %s)
                    a = (self.model).forward(%s, )
                    y = torch.to(a%s, 6)
                    return %s
                """.formatted(
                        root.group(1),
                        root.group(2),
                        condition,
                        features == null ? "Tensor" : "Tuple[Tensor, Tensor]",
                        half,
                        middle,
                        String.join(", ", inputs),
                        answer,
                        features == null ? result : "(%s, torch.to(a%s, 6))".formatted(result, features));
    }
}
