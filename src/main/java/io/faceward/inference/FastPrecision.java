package io.faceward.inference;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import io.faceward.network.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which number format a device computes fastest in. */
final class FastPrecision {

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final List<String> FAST_BFLOAT16 = List.of("amx_bf16", "avx512_bf16");
    private static final int AMPERE = 80;

    /** Asked once: it stays what it is, and photos ask for it on their way. */
    private static final Precision OF_PROCESSOR = ofProcessor(PROCESSOR);

    private FastPrecision() {}

    /** The faster one on a device. */
    static Precision of(Device device) {
        return device.isGpu()
                ? ofComputeCapability(CudaUtils.getComputeCapability(device.getDeviceId()))
                : ofProcessor();
    }

    /** The faster one on this processor; float32 where the processor cannot be asked. */
    static Precision ofProcessor() {
        return OF_PROCESSOR;
    }

    static Precision ofProcessor(Path cpuinfo) {
        try (Stream<String> lines = Files.lines(cpuinfo, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("flags"))
                            .findFirst()
                            .map(flags -> Arrays.asList(flags.split("\\s+")))
                            .filter(flags -> FAST_BFLOAT16.stream().anyMatch(flags::contains))
                            .isPresent()
                    ? Precision.BFLOAT16
                    : Precision.FLOAT32;
        } catch (IOException notLinux) {
            return Precision.FLOAT32;
        }
    }

    /** The faster one on a GPU, by its compute capability without the dot, for instance {@code 86}. */
    static Precision ofComputeCapability(String capability) {
        return Integer.parseInt(capability) >= AMPERE ? Precision.BFLOAT16 : Precision.FLOAT32;
    }
}
