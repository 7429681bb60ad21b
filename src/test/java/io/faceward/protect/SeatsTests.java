package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.faceward.inference.Deadline;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SeatsTests {

    private static final Deadline LONG = Deadline.after(Duration.ofMinutes(5));

    private final Counter refused = new SimpleMeterRegistry().counter("refused");

    @Test
    void aPhotoWaitsUntilASeatIsFree() throws Exception {
        Seats seats = new Seats(1, Duration.ZERO, refused);
        CompletableFuture<Void> second;
        try (Seats.Ticket first = seats.admit()) {
            first.sit(LONG);
            second = CompletableFuture.runAsync(() -> {
                try (Seats.Ticket ticket = seats.admit()) {
                    ticket.sit(LONG);
                }
            });
            try (Seats.Ticket late = seats.admit()) {
                assertThatExceptionOfType(ServiceException.class)
                        .isThrownBy(() -> late.sit(Deadline.after(Duration.ofMillis(20))))
                        .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.DEADLINE_EXCEEDED));
            }
            assertThat(second).isNotDone();
        }
        second.get(1, TimeUnit.MINUTES);
    }

    @Test
    void whoWouldWaitTooLongAsTheLastOnesTellIsRefused() throws Exception {
        Seats seats = new Seats(1, Duration.ofMillis(1), refused);
        try (Seats.Ticket slow = seats.admit().sit(LONG)) {
            TimeUnit.MILLISECONDS.sleep(20);
            slow.done();
        }

        try (Seats.Ticket first = seats.admit()) {
            assertThatExceptionOfType(ServiceException.class)
                    .isThrownBy(seats::admit)
                    .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.QUEUE_FULL));
            assertThat(refused.count()).isEqualTo(1);
            first.sit(LONG);
        }
        seats.admit().close();
    }
}
