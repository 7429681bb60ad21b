package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class DetectorPoolTests {

    private final AtomicInteger open = new AtomicInteger();

    @Test
    void neverLendsADetectorTwiceAtOnce() {
        try (DetectorPool pool = new DetectorPool(Exclusive::new, 3, Duration.ofMinutes(1))) {
            long done = IntStream.range(0, 500)
                    .parallel()
                    .filter(i -> pool.with(detector -> ((Exclusive) detector).use()))
                    .count();

            assertThat(done).isEqualTo(500);
            assertThat(open).hasValue(3);
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void refusesWhenNoneBecomesFreeInTime() {
        try (DetectorPool pool = new DetectorPool(Exclusive::new, 1, Duration.ofMillis(5))) {
            assertThatExceptionOfType(ServiceException.class)
                    .isThrownBy(() -> pool.with(taken -> pool.with(none -> "unreachable")))
                    .extracting(ServiceException::problem)
                    .isEqualTo(Problem.QUEUE_FULL);
        }
    }

    @Test
    void takesADetectorBackFromATaskThatFails() {
        try (DetectorPool pool = new DetectorPool(Exclusive::new, 1, Duration.ofMillis(5))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> pool.with(detector -> {
                        throw new IllegalStateException("broken");
                    }));

            String answer = pool.with(detector -> "works");
            assertThat(answer).isEqualTo("works");
        }
    }

    private final class Exclusive implements NativeDetector {

        private final AtomicBoolean busy = new AtomicBoolean();

        Exclusive() {
            open.incrementAndGet();
        }

        boolean use() {
            assertThat(busy.getAndSet(true)).isFalse();
            Thread.yield();
            return busy.getAndSet(false);
        }

        @Override
        public List<Face> detect(Mat bgr) {
            return List.of();
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
