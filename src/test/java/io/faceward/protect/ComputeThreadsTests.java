package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputeThreadsTests {

    private final ComputeThreads threads = new ComputeThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void workIsDoneOnAThreadThatGivesWay() {
        Thread worker = threads.run(Thread::currentThread);

        assertThat(worker).isNotSameAs(Thread.currentThread());
        assertThat(worker.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    }

    @Test
    void theCallerGetsWhatTheWorkFailedWith() {
        ServiceException refusal = Problem.BAD_PARAMETER.because("no");
        OutOfMemoryError full = new OutOfMemoryError("full");

        assertThatThrownBy(() -> threads.run(() -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThatThrownBy(() -> threads.run(() -> {
                    throw full;
                }))
                .isSameAs(full);
    }

    @Test
    void anInterruptedCallerLeavesNoWorkBehind() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean sawTheEnd = new AtomicBoolean();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            threads.run(() -> {
                begun.countDown();
                done.set(awaited(end));
                return done;
            });
            sawTheEnd.set(done.get());
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        begun.await();

        caller.interrupt();
        caller.join(100);
        assertThat(caller.isAlive()).isTrue();
        end.countDown();
        caller.join(TimeUnit.MINUTES.toMillis(1));

        assertThat(sawTheEnd).isTrue();
        assertThat(stillInterrupted).isTrue();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            return false;
        }
    }
}
