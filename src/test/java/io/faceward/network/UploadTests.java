package io.faceward.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class UploadTests {

    @Test
    void arraysKeepTheirOwnValues() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            float[] source = {1, 2, 3};
            NDArray first = Upload.floats(manager, source, new Shape(3));
            source[0] = 9;
            NDArray second = Upload.floats(manager, new float[] {4, 5}, new Shape(1, 2));
            assertThat(first.toFloatArray()).containsExactly(1, 2, 3);
            assertThat(second.toFloatArray()).containsExactly(4, 5);
            assertThat(second.getShape()).isEqualTo(new Shape(1, 2));
        }
    }

    @Test
    void manyArraysLeaveNoDirectBuffersBehind() {
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow();
        float[] values = new float[1 << 18];
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Upload.floats(manager, values, new Shape(values.length)).close();
            long before = direct.getMemoryUsed();
            for (int i = 0; i < 100; i++) {
                Upload.floats(manager, values, new Shape(values.length)).close();
            }
            assertThat(direct.getMemoryUsed() - before).isLessThan(4 << 20);
        }
    }
}
