package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Small files that claim or inflate to something huge are refused before anything of that size is allocated. */
class BombTests {

    private static final long MEMORY = 16 << 20;

    /** Processor time in nanoseconds, which other processes hardly change. */
    private static final long PROMPT = 50_000_000;

    /** Until the classes are loaded and the loops are compiled. */
    private static final int REPEATS = 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Decoder decoder = new Decoder(Fixtures.defaults());

    @Test
    void pngOf50000Squared() {
        assertRefused(Fixtures.png(50_000, 50_000, 8, 6, new byte[100]), Problem.TOO_MANY_PIXELS);
    }

    @Test
    void pngWhoseSidesOverflow() {
        assertRefused(Fixtures.png(Integer.MAX_VALUE, Integer.MAX_VALUE, 16, 6, new byte[9]), Problem.TOO_MANY_PIXELS);
    }

    @Test
    void jpegOf65535Squared() {
        byte[] jpeg = Fixtures.jpeg(Fixtures.photo(16, 16, false), 80, false);
        for (int i = 2; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                ByteBuffer.wrap(jpeg).putInt(i + 5, -1);
                break;
            }
        }
        assertRefused(jpeg, Problem.TOO_MANY_PIXELS);
    }

    @Test
    void losslessWebpOf16383Squared() {
        byte[] frame = new byte[64];
        frame[0] = 0x2F;
        ByteBuffer.wrap(frame).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(1, 16382 | 16382 << 14);
        assertRefused(Fixtures.webp("VP8L", frame), Problem.TOO_MANY_PIXELS);
    }

    @Test
    void lossyWebpOf16383Squared() {
        byte[] frame = new byte[64];
        ByteBuffer.wrap(frame)
                .put(3, (byte) 0x9D)
                .put(4, (byte) 1)
                .put(5, (byte) 0x2A)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 16383)
                .putShort(8, (short) 16383);
        assertRefused(Fixtures.webp("VP8 ", frame), Problem.TOO_MANY_PIXELS);
    }

    @Test
    void profileThatInflatesTo64Megabytes() {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(new byte[] {'x', 0, 0});
        chunk.writeBytes(Fixtures.deflated(new byte[64 << 20]));
        byte[] png = Fixtures.png(1, 1, 8, 0, new byte[2], Fixtures.chunk("iCCP", chunk.toByteArray()));
        assertThat(png.length).isLessThan(100_000);
        assertRefused(png, Problem.BROKEN_IMAGE);
    }

    @Test
    void progressiveJpegOfManyScans() {
        byte[] jpeg = Fixtures.jpeg(Fixtures.photo(16, 16, false), 80, false);
        byte[] scan = Fixtures.segment(0xDA, "", new byte[] {1, 1, 0, 0, 63, 0});
        byte[][] scans = new byte[1000][];
        java.util.Arrays.fill(scans, scan);
        assertRefused(Fixtures.insert(jpeg, jpeg.length - 2, scans), Problem.BROKEN_IMAGE);
    }

    @Test
    void fileOfCountlessSegments() {
        byte[][] segments = new byte[100_000][];
        java.util.Arrays.fill(segments, Fixtures.segment(0xE5, "", new byte[0]));
        byte[] jpeg = Fixtures.withSegments(Fixtures.jpeg(Fixtures.photo(16, 16, false), 80, false), segments);
        assertRefused(jpeg, Problem.BROKEN_IMAGE);
    }

    @Test
    void moreBytesThanAllowed() {
        assertRefused(new byte[(20 << 20) + 1], Problem.TOO_MANY_BYTES);
    }

    private void assertRefused(byte[] bomb, Problem problem) {
        Cost cost = refusal(bomb, problem);
        for (int i = 0; i < REPEATS && cost.cpu > PROMPT; i++) {
            cost = refusal(bomb, problem);
        }
        assertThat(cost.allocated).isLessThan(MEMORY);
        assertThat(cost.cpu).isLessThan(PROMPT);
    }

    private record Cost(long allocated, long cpu) {}

    private Cost refusal(byte[] bomb, Problem problem) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        ServiceException refusal = catchThrowableOfType(ServiceException.class, () -> decoder.decode(bomb));
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        assertThat(refusal.problem()).isEqualTo(problem);
        assertThat(refusal.properties()).containsKeys("limit", "actual");
        return new Cost(allocated, cpu);
    }
}
