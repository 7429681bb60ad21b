package io.faceward.inference;

import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that one worker has loaded. Used by the worker's thread only, which closes it. */
final class Runners implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Runners.class);
    private static final int RUNS_UNTIL_COMPILED = 2;

    private final Device device;
    private final Map<String, Item> blanks;
    private final InferenceMetrics metrics;
    private final Map<String, Runner> loaded = new HashMap<>();

    /** @param blanks an item of zeros for each required model */
    Runners(Device device, Map<String, Item> blanks, InferenceMetrics metrics) {
        this.device = device;
        this.blanks = blanks;
        this.metrics = metrics;
    }

    /**
     * Loads every required model, tests it and runs it in each batch size until libtorch has compiled that size.
     *
     * @throws IOException if a model cannot be loaded
     * @throws BrokenRunnerException if a model fails its self-test
     */
    void warm(List<Integer> batchSizes) throws IOException, InterruptedException {
        for (Map.Entry<String, Item> blank : blanks.entrySet()) {
            Runner runner = runner(blank.getKey());
            selfTest(blank.getKey());
            for (int size : batchSizes) {
                warm(blank.getKey(), runner, Collections.nCopies(size, blank.getValue()));
            }
        }
    }

    private void warm(String model, Runner runner, List<Item> batch) throws InterruptedException {
        try {
            for (int run = 0; run < RUNS_UNTIL_COMPILED; run++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                List<Tensor> unused = runner.run(batch);
            }
        } catch (DeviceMemoryException e) {
            log.warn("{} has too little memory for {} items of model '{}' at once", device.name(), batch.size(), model);
        }
    }

    /** The model, loaded now if this is the first time. */
    Runner runner(String model) throws IOException {
        Runner runner = loaded.get(model);
        if (runner == null) {
            runner = device.open(model);
            loaded.put(model, runner);
            metrics.loaded(model);
        }
        return runner;
    }

    /**
     * Tests whether a model still computes something finite. A model that is not required has no known input, so it
     * passes.
     *
     * @throws BrokenRunnerException if it does not
     */
    void selfTest(String model) {
        Runner runner = loaded.get(model);
        Item blank = blanks.get(model);
        if (runner == null || blank == null) {
            return;
        }
        try {
            for (float value : runner.run(List.of(blank)).get(0).data()) {
                if (!Float.isFinite(value)) {
                    throw new ArithmeticException("The answer to zeros has the value " + value);
                }
            }
        } catch (RuntimeException e) {
            throw new BrokenRunnerException(model, e);
        } catch (DeviceMemoryException e) {
            log.warn("{} has no memory left to test model '{}'", device.name(), model);
        }
    }

    @Override
    public void close() {
        for (Map.Entry<String, Runner> entry : loaded.entrySet()) {
            metrics.released(entry.getKey());
            try {
                entry.getValue().close();
            } catch (RuntimeException e) {
                log.warn("Model '{}' cannot be released on {}", entry.getKey(), device.name(), e);
            }
        }
        loaded.clear();
    }
}
