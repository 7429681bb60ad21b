package io.faceward.inference;

import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers batches with the models of one worker. A batch that fails or does not fit is halved until the culprit is
 * alone, so that it fails alone. Used by the worker's thread only.
 */
final class Execution {

    private static final Logger log = LoggerFactory.getLogger(Execution.class);

    private final Device device;
    private final Runners runners;
    private final Batching batching;
    private final InferenceMetrics metrics;

    Execution(Device device, Runners runners, Batching batching, InferenceMetrics metrics) {
        this.device = device;
        this.runners = runners;
        this.batching = batching;
        this.metrics = metrics;
    }

    /**
     * Answers or fails every item that is still wanted; one that is cancelled from now on is computed in vain.
     *
     * @param batch items of one model and the same shapes
     * @throws BrokenRunnerException if the fault is not the items'; those without an answer may be tried elsewhere
     */
    void compute(List<Work> batch) {
        List<Work> started = batch.stream().filter(Work::start).toList();
        if (started.isEmpty()) {
            return;
        }
        started.forEach(work -> metrics.waited(work.age()));
        String model = started.get(0).model();
        Runner runner;
        try {
            runner = runners.runner(model);
        } catch (IOException | RuntimeException e) {
            log.error("Model '{}' cannot be loaded on {}", model, device.name(), e);
            started.forEach(work -> work.fail(unavailable(model, e)));
            return;
        }
        inBuckets(runner, started);
    }

    private void inBuckets(Runner runner, List<Work> batch) {
        List<Work> rest = batch;
        while (!rest.isEmpty()) {
            int size = batching.take(rest.size());
            attempt(runner, rest.subList(0, size));
            rest = rest.subList(size, rest.size());
        }
    }

    private void attempt(Runner runner, List<Work> batch) {
        List<Tensor> answers;
        try {
            answers = run(runner, batch);
        } catch (DeviceMemoryException e) {
            if (batch.size() > 1) {
                inHalves(runner, batch, "memory");
            } else {
                batch.get(0).fail(tooLarge(e));
            }
            return;
        } catch (RuntimeException e) {
            if (batch.size() > 1) {
                inHalves(runner, batch, "failure");
            } else {
                runners.selfTest(batch.get(0).model());
                log.error("Model '{}' failed on one item", batch.get(0).model(), e);
                batch.get(0).fail(failed(e));
            }
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer(answers.get(i));
        }
    }

    private List<Tensor> run(Runner runner, List<Work> batch) throws DeviceMemoryException {
        List<Item> items = new ArrayList<>(batch.stream().map(Work::item).toList());
        int bucket = batching.bucket(items.size());
        while (items.size() < bucket) {
            items.add(items.get(0));
        }
        Timer.Sample sample = metrics.startBatch();
        List<Tensor> answers = runner.run(items);
        metrics.endBatch(sample, device.name(), batch.get(0).model(), batch.size());
        if (answers.size() != bucket) {
            throw new IllegalStateException("%d answers to %d items".formatted(answers.size(), bucket));
        }
        return answers;
    }

    private void inHalves(Runner runner, List<Work> batch, String reason) {
        metrics.halved(reason);
        int half = batch.size() / 2;
        inBuckets(runner, wanted(batch.subList(0, half)));
        inBuckets(runner, wanted(batch.subList(half, batch.size())));
    }

    private static List<Work> wanted(List<Work> batch) {
        return batch.stream().filter(work -> !work.done()).toList();
    }

    /** A new exception for each item, because its caller may add to it. */
    private static ServiceException unavailable(String model, Exception cause) {
        return cause instanceof ServiceException known
                ? known.problem().because(String.valueOf(known.getMessage())).causedBy(known)
                : Problem.MODEL_UNAVAILABLE
                        .because("Model '%s' cannot be loaded".formatted(model))
                        .causedBy(cause);
    }

    private static ServiceException tooLarge(Exception cause) {
        return Problem.DEVICE_MEMORY
                .because("Not even a single item fits into the memory of the device")
                .causedBy(cause);
    }

    private static ServiceException failed(Exception cause) {
        return Problem.INTERNAL.because("The model failed on this item").causedBy(cause);
    }
}
