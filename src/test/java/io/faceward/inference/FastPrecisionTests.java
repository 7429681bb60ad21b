package io.faceward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.network.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastPrecisionTests {

    @ParameterizedTest
    @CsvSource({
        "flags : fpu sse2 avx512f amx_bf16 amx_tile,BFLOAT16",
        "flags : fpu avx512_bf16,BFLOAT16",
        "flags : fpu avx512f avx512_vnni,FLOAT32",
        "flags : fpu not_avx512_bf16_really,FLOAT32",
        "bugs : amx_bf16,FLOAT32",
    })
    void processorIsJudgedByItsFlags(String line, Precision expected, @TempDir Path folder) throws IOException {
        Path cpuinfo = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\n" + line + "\n\n");
        assertThat(FastPrecision.ofProcessor(cpuinfo)).isEqualTo(expected);
    }

    @Test
    void unknownProcessorComputesInFloat32(@TempDir Path folder) {
        assertThat(FastPrecision.ofProcessor(folder.resolve("absent"))).isEqualTo(Precision.FLOAT32);
    }

    @ParameterizedTest
    @CsvSource({"61,FLOAT32", "75,FLOAT32", "80,BFLOAT16", "86,BFLOAT16", "90,BFLOAT16", "120,BFLOAT16"})
    void gpuIsJudgedByItsComputeCapability(String capability, Precision expected) {
        assertThat(FastPrecision.ofComputeCapability(capability)).isEqualTo(expected);
    }
}
