package io.faceward.jobs.web;

import io.faceward.jobs.Job;
import io.faceward.jobs.JobProperties;
import io.faceward.jobs.Jobs;
import io.faceward.problem.Problem;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams what happens to jobs, whichever process works on them; a thread for each stream. Thread-safe. */
@Component
@ConditionalOnWebApplication
class JobEvents {

    /** Streams end by themselves. */
    private static final long NO_TIMEOUT = 0;

    private final Jobs jobs;
    private final JobResponses responses;
    private final JobProperties properties;
    private final ThreadPoolExecutor streams;

    JobEvents(Jobs jobs, JobResponses responses, JobProperties properties) {
        this.jobs = jobs;
        this.responses = responses;
        this.properties = properties;
        this.streams = new ThreadPoolExecutor(
                0, properties.maxStreams(), 1, TimeUnit.MINUTES, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "job-events");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Begins with the job as it is, and ends with its end.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#NOT_FOUND}; {@link Problem#QUEUE_FULL} when there are as
     *     many streams as may be
     */
    SseEmitter stream(String owner, String id) {
        var unused = jobs.find(owner, id);
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        try {
            streams.execute(() -> tell(emitter, owner, id));
        } catch (RejectedExecutionException full) {
            throw Problem.QUEUE_FULL
                    .because("%d streams of events are open".formatted(properties.maxStreams()))
                    .limit(properties.maxStreams(), properties.maxStreams() + 1);
        }
        return emitter;
    }

    private void tell(SseEmitter emitter, String owner, String id) {
        try {
            follow(emitter, owner, id);
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            emitter.completeWithError(gone);
        } catch (InterruptedException stopped) {
            emitter.complete();
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            emitter.completeWithError(failure);
        }
    }

    private void follow(SseEmitter emitter, String owner, String id) throws IOException, InterruptedException {
        long end = System.nanoTime() + properties.maxStreamTime().toNanos();
        long said = System.nanoTime();
        JobView last = null;
        while (true) {
            Job job = jobs.find(owner, id);
            JobView view = responses.view(job);
            if (!view.equals(last)) {
                emitter.send(SseEmitter.event().name("job").data(view, MediaType.APPLICATION_JSON));
                said = System.nanoTime();
            } else if (System.nanoTime() - said > properties.keepAlive().toNanos()) {
                emitter.send(SseEmitter.event().comment("still there"));
                said = System.nanoTime();
            }
            last = view;
            if (!job.state().active() || System.nanoTime() > end || jobs.shuttingDown()) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(properties.eventInterval().toNanos());
        }
    }

    @PreDestroy
    void close() {
        streams.shutdownNow();
    }
}
