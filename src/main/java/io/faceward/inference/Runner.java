package io.faceward.inference;

import io.faceward.network.Tensor;
import java.util.List;

/** One model, loaded on one device for one worker. Used by one thread only. */
interface Runner extends AutoCloseable {

    /**
     * Computes a batch.
     *
     * @param batch at least one item, all of the same shapes; the same item may be in it twice
     * @return one answer per item, in the same order
     * @throws DeviceMemoryException if a smaller batch may succeed
     */
    List<Tensor> run(List<Item> batch) throws DeviceMemoryException;

    @Override
    void close();
}
