package io.faceward.inference;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a device wants its batches: in few sizes, because libtorch compiles a graph for each.
 *
 * @param largest items in the largest batch, at least 1
 * @param delay how long the oldest item waits for company
 * @param padding the part of a batch in [0,1) that may be filled up in vain; above it a batch is split instead
 */
record Batching(int largest, Duration delay, double padding) {

    /** The sizes that are computed, in ascending order: powers of two and the largest. */
    List<Integer> buckets() {
        return IntStream.concat(powersOfTwo(), IntStream.of(largest)).boxed().toList();
    }

    /** How many of the waiting items, at least 1, to compute at once. */
    int take(int waiting) {
        if (waiting >= largest) {
            return largest;
        }
        int bucket = bucket(waiting);
        if (bucket - waiting <= padding * bucket) {
            return waiting;
        }
        return Integer.highestOneBit(waiting);
    }

    /** The size in which so many items, at most the largest batch, are computed. */
    int bucket(int items) {
        return powersOfTwo().filter(size -> size >= items).findFirst().orElse(largest);
    }

    private IntStream powersOfTwo() {
        return IntStream.iterate(1, size -> size < largest, size -> 2 * size);
    }
}
