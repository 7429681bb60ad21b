package io.faceward.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhatItWrote(boolean half) throws IOException {
        Path file = folder.resolve("w.safetensors");
        Tensor matrix = new Tensor(new float[] {1, -2.5f, 0, 65504, 0.000061035156f, -0.125f}, 2, 3);
        Tensor scalar = new Tensor(new float[] {7});
        new Safetensors(Map.of("a.weight", matrix, "step", scalar), Map.of("seed", "1")).write(file, half);

        Safetensors read = Safetensors.read(file);
        assertThat(read.metadata()).containsEntry("seed", "1");
        assertThat(read.tensors().get("a.weight").data()).containsExactly(matrix.data());
        assertThat(read.tensors().get("a.weight").shape()).containsExactly(2, 3);
        assertThat(read.tensors().get("step").shape()).isEmpty();
    }

    @Test
    void everyFloat16SurvivesTheWayToFloat32AndBack() {
        for (int bits = 0; bits < 0x10000; bits++) {
            float value = HalfPrecision.fromFloat16((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfPrecision.toFloat16(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void narrowsToTheNearestEven() {
        assertThat(HalfPrecision.fromFloat16(HalfPrecision.toFloat16(1 + 0x1p-11f)))
                .isEqualTo(1);
        assertThat(HalfPrecision.fromFloat16(HalfPrecision.toFloat16(1 + 3 * 0x1p-11f)))
                .isEqualTo(1 + 0x1p-9f);
        assertThat(HalfPrecision.fromFloat16(HalfPrecision.toFloat16(1e6f))).isInfinite();
        assertThat(HalfPrecision.fromBfloat16(HalfPrecision.toBfloat16(1 + 0x1p-8f)))
                .isEqualTo(1);
        assertThat(HalfPrecision.fromBfloat16(HalfPrecision.toBfloat16(1 + 3 * 0x1p-8f)))
                .isEqualTo(1 + 0x1p-6f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "3",
                "[]",
                "{\"a\":3}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-4,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1000],\"data_offsets\":[0,4000]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            })
    void refusesABrokenHeader(String header) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] file = ByteBuffer.allocate(8 + json.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(MalformedWeightsException.class);
    }

    @Test
    void refusesAHeaderThatIsLongerThanTheFile() {
        byte[] file = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.MAX_VALUE)
                .array();
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("header length");
        assertThatThrownBy(() -> Safetensors.read(new byte[3])).isInstanceOf(MalformedWeightsException.class);
    }
}
