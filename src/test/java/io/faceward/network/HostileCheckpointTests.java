package io.faceward.network;

import static io.faceward.network.TorchFiles.latin;
import static io.faceward.network.TorchFiles.number;
import static io.faceward.network.TorchFiles.string;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that want memory, time or code to be run: each gets a clear answer within a second and 256 MB. */
class HostileCheckpointTests {

    private static final Path FOLDER = Path.of("src/test/resources/checkpoints");
    private static final Checkpoint.Limits LIMITS = new Checkpoint.Limits(16 << 20, 250_000);
    private static final long MAX_BYTES = 256L << 20;
    private static final long MAX_NANOS = 1_000_000_000;
    private static final int MUTATIONS = 800;

    @TempDir
    Path folder;

    static Stream<Arguments> descriptions() {
        return Stream.of(
                Arguments.of("a string of 2 GB", "X" + number(Integer.MAX_VALUE) + "x.", "cut off"),
                Arguments.of("a negative length", "X" + number(-1) + ".", "cut off"),
                Arguments.of("an integer of 2 GB", "\u008b" + number(Integer.MAX_VALUE) + ".", "integer"),
                Arguments.of("an empty stack", "R.", "damaged"),
                Arguments.of("code", "cos\nsystem\n(" + string("true") + "tR.", "os.system"),
                Arguments.of("code from the stack", string("builtins") + string("eval") + "\u0093.", "builtins.eval"),
                Arguments.of("code by another opcode", "(ios\nsystem\n.", "opcode 0x69"),
                Arguments.of("code in a registry", "\u0082\u0001.", "opcode 0x82"),
                Arguments.of("millions of marks", "(".repeat(10_000_000), "objects"),
                Arguments.of("millions of lists", "]".repeat(10_000_000), "objects"),
                Arguments.of("millions of memories", "]" + "\u0094".repeat(10_000_000), "objects"),
                Arguments.of("a list copied again and again", copies(), "objects"),
                Arguments.of(
                        "deep dictionaries", "}" + (string("a") + "}").repeat(99) + "s".repeat(99) + ".", "nested"),
                Arguments.of("a name of a megabyte", "}" + string("n".repeat(1 << 20)) + "}s.", "longer than 512"),
                Arguments.of("many dimensions", dict(view(4, 0, new long[9999], new long[9999])), "9999 dimensions"),
                Arguments.of("more values than 2^63", dict(tensor("DoubleStorage", 0, 1L << 62, 0)), "storage of"),
                Arguments.of("a storage that is not there", dict(tensor("FloatStorage", 7, 4, 0)), "storage|missing"),
                Arguments.of("a storage beyond the file", dict(tensor("FloatStorage", 0, 1L << 40, 0)), "storage"),
                Arguments.of("a view beyond its storage", dict(view(4, 3, sides(2), sides(1))), "does not fit"),
                Arguments.of("a negative offset", dict(view(4, -1, sides(2), sides(1))), "does not fit"),
                Arguments.of("a negative side", dict(view(4, 0, sides(-2), sides(1))), "no shape"),
                Arguments.of("a negative stride", dict(view(4, 3, sides(2), sides(-1))), "stride"),
                Arguments.of("a value without end", dict(view(4, 0, sides(1L << 40), sides(0))), "values"),
                Arguments.of("2^64 values", dict(view(4, 0, sides(1L << 32, 1L << 32), sides(0, 0))), "damaged"),
                Arguments.of("complex numbers", dict(tensor("ComplexFloatStorage", 0, 4, 0)), "ComplexFloatStorage"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("descriptions")
    void aHostileDescriptionIsRefused(String what, String pickle, String message) throws IOException {
        byte[] storage = new byte[16];
        assertThat(refusal(TorchFiles.stream("\u0080\u0002" + pickle, List.of(storage)))
                        .orElseThrow())
                .containsPattern(message);
        byte[] zip = TorchFiles.archive(Map.of("data.pkl", latin("\u0080\u0002" + pickle), "data/0", storage));
        assertThat(refusal(zip).orElseThrow()).containsPattern(message);
    }

    @Test
    void aDictionaryMayHoldItself() throws IOException {
        String pickle = "\u0080\u0002}q\0" + string("me") + "h\0s]q\1h\1aK\1s.";
        assertThat(refusal(TorchFiles.stream(pickle, List.of()))).isEmpty();
    }

    @Test
    void aStorageMayNotBeReadAgainAndAgain() throws IOException {
        int count = 1 << 18;
        StringBuilder pickle = new StringBuilder("\u0080\u0002}(");
        pickle.append(string("first"))
                .append(view(count, 0, sides(count), sides(1)))
                .append("q\0");
        for (int i = 0; i < 9999; i++) {
            pickle.append(string("name" + i)).append("h\0");
        }
        byte[] file = TorchFiles.stream(pickle + "u.", List.of(new byte[4 * count]));
        assertThat(refusal(file).orElseThrow()).contains("2621440000 values");
    }

    @Test
    void aHeaderOfSafetensorsMayNotBeAllBrackets() throws IOException {
        String header = "{\"a\":[" + "[],".repeat((4 << 20) / 3 - 10) + "[]]}";
        String length = number(header.length()) + number(0);
        assertThat(refusal(latin(length + header)).orElseThrow()).contains("safetensors header");
    }

    @Test
    void damagedArchivesAreRefused() throws IOException {
        byte[] zip = Files.readAllBytes(FOLDER.resolve("everything.pth"));
        assertThat(refusal(Arrays.copyOf(zip, zip.length / 2)).orElseThrow()).contains("damaged ZIP");
        int inPickle = new String(zip, StandardCharsets.ISO_8859_1).indexOf("transposed");
        zip[inPickle] ^= 1;
        assertThat(refusal(zip).orElseThrow()).contains("checksum");
    }

    @Test
    void anEntryWhoseCommentIsNoTextIsRefused() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("archive/data.pkl");
            entry.setComment("comment");
            zip.putNextEntry(entry);
        }
        byte[] archive = out.toByteArray();
        archive[new String(archive, StandardCharsets.ISO_8859_1).indexOf("comment")] = (byte) 0x80;
        assertThat(refusal(archive).orElseThrow()).contains("damaged ZIP").contains("no text");
    }

    /**
     * Flipped bits, cut ends, huge counts and wrong opcodes, in files of both formats and in descriptions whose checksum is
     * right. What a mutation leaves intact may be read.
     */
    @Test
    void mutatedFilesAreRefusedOrReadWithinTheLimits() throws IOException {
        byte[] zip = Files.readAllBytes(FOLDER.resolve("everything.pth"));
        byte[] stream = Files.readAllBytes(FOLDER.resolve("everything-legacy.pth"));
        Map<String, byte[]> entries = entries(FOLDER.resolve("everything.pth"));
        SplittableRandom random = new SplittableRandom(5);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated =
                    switch (i % 3) {
                        case 0 -> mutated(zip, random);
                        case 1 -> mutated(stream, random);
                        default -> {
                            Map<String, byte[]> changed = new LinkedHashMap<>(entries);
                            changed.computeIfPresent("data.pkl", (name, pickle) -> mutated(pickle, random));
                            yield TorchFiles.archive(changed);
                        }
                    };
            Optional<String> refusal = refusal(mutated);
            refusal.ifPresent(message -> assertThat(message).isNotBlank());
            refused += refusal.isPresent() ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(200);
    }

    private static byte[] mutated(byte[] content, SplittableRandom random) {
        byte[] copy = content.clone();
        int at = random.nextInt(copy.length - 8);
        switch (random.nextInt(4)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy = Arrays.copyOf(copy, at);
            case 2 -> Arrays.fill(copy, at, at + 8, (byte) (random.nextBoolean() ? 0x7f : 0xff));
            default -> copy[at] = (byte) "cR0iPQ\u0081\u0082\u0093jXJ\u008b".charAt(random.nextInt(13));
        }
        return copy;
    }

    /** The message of the refusal, or nothing if the file was read; fails if that cost too much. */
    private Optional<String> refusal(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("x.pth"), content);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long nanos = thread.getCurrentThreadCpuTime();
        Optional<String> refusal = Optional.empty();
        try (Checkpoint checkpoint = Checkpoint.open(file, LIMITS)) {
            checkpoint.read(checkpoint.names());
        } catch (MalformedWeightsException e) {
            refusal = Optional.of(e.getMessage());
        }
        assertThat(thread.getCurrentThreadAllocatedBytes() - bytes).isLessThan(MAX_BYTES);
        assertThat(thread.getCurrentThreadCpuTime() - nanos).isLessThan(MAX_NANOS);
        return refusal;
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                entries.put(name, zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private static String dict(String tensor) {
        return "}" + string("a") + tensor + "s.";
    }

    private static String tensor(String type, int key, long count, long offset) {
        return TorchFiles.tensor(type, key, count, offset, sides(4), sides(1));
    }

    private static String view(long count, long offset, long[] shape, long[] strides) {
        return TorchFiles.tensor("FloatStorage", 0, count, offset, shape, strides);
    }

    private static long[] sides(long... sides) {
        return sides;
    }

    /** 20,000 dictionaries made of one list of 20,000 pairs. */
    private static String copies() {
        return "ccollections\nOrderedDict\nq\0]q\1(" + "K\1K\2\u0086".repeat(20_000) + "e"
                + "h\0h\1\u0085R".repeat(20_000) + ".";
    }
}
