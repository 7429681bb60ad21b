package io.faceward.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bounded admission queue: first in, first out among what is ripe, in batches of one model and one shape.
 * Thread-safe. It never completes a future, so no foreign code runs under its lock.
 */
final class WorkQueue {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition empty = lock.newCondition();
    private final Map<Work.Lane, TreeMap<Long, Work>> lanes = new HashMap<>();
    private final Set<Work> admitted = new LinkedHashSet<>();
    private long sequence;
    private int reserved;
    private int waiting;
    private boolean draining;

    /** @param capacity items that may be expected or unanswered, whether they wait or are being computed */
    WorkQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Takes the place of an item to come, or returns false at once if there is none; of a queue that drains, always. */
    boolean reserve() {
        lock.lock();
        try {
            if (!draining && admitted.size() + reserved >= capacity) {
                return false;
            }
            reserved++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back. */
    void release() {
        lock.lock();
        try {
            reserved--;
        } finally {
            lock.unlock();
        }
    }

    /** Admits an item to a place that was reserved for it; false if the queue is draining. */
    boolean offer(Work work) {
        lock.lock();
        try {
            reserved--;
            if (draining) {
                return false;
            }
            work.admit(sequence++);
            admitted.add(work);
            enqueue(work);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Puts taken work back to where its sequence number belongs; false if it has been answered meanwhile. */
    boolean readmit(Work work) {
        lock.lock();
        try {
            if (!admitted.contains(work)) {
                return false;
            }
            enqueue(work);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next batch: the lane with the oldest item among those that fill a batch or have waited long enough.
     *
     * @return empty once the queue drains and nothing waits
     */
    List<Work> take(Batching batching) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!draining || waiting > 0) {
                TreeMap<Long, Work> lane = oldest(batching.largest(), batching.delay());
                if (lane != null) {
                    return poll(lane, batching.take(lane.size()));
                }
                TreeMap<Long, Work> next = oldest(1, Duration.ZERO);
                if (next == null) {
                    changed.await();
                } else {
                    long unused = changed.awaitNanos(
                            batching.delay().toNanos() - head(next).age());
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Frees the place of work that is being answered; does nothing the second time. */
    void forget(Work work) {
        lock.lock();
        try {
            if (!admitted.remove(work)) {
                return;
            }
            TreeMap<Long, Work> lane = lanes.get(work.lane());
            if (lane != null && lane.remove(work.sequence()) != null) {
                waiting--;
                removeIfEmpty(work.lane(), lane);
            }
            if (admitted.isEmpty()) {
                empty.signalAll();
            }
            if (draining) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on admits nothing and lets nobody wait for company. */
    void drain() {
        lock.lock();
        try {
            draining = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean draining() {
        lock.lock();
        try {
            return draining;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything admitted has been answered; false if that took too long. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (!admitted.isEmpty()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = empty.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Everything that has no answer yet, oldest first. */
    List<Work> unanswered() {
        lock.lock();
        try {
            return new ArrayList<>(admitted);
        } finally {
            lock.unlock();
        }
    }

    /** Items that wait for a worker. */
    int depth() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(Work work) {
        lanes.computeIfAbsent(work.lane(), lane -> new TreeMap<>()).put(work.sequence(), work);
        waiting++;
        // All, because devices differ in how long they wait: the one that is told must not be one that goes on waiting.
        changed.signalAll();
    }

    /** Among the lanes that hold enough or whose head has waited long enough, the one with the oldest head. */
    private @Nullable TreeMap<Long, Work> oldest(int enough, Duration delay) {
        TreeMap<Long, Work> oldest = null;
        for (TreeMap<Long, Work> lane : lanes.values()) {
            boolean ripe = draining || lane.size() >= enough || head(lane).age() >= delay.toNanos();
            if (ripe && (oldest == null || lane.firstKey() < oldest.firstKey())) {
                oldest = lane;
            }
        }
        return oldest;
    }

    private List<Work> poll(TreeMap<Long, Work> lane, int count) {
        Work.Lane key = head(lane).lane();
        List<Work> batch = new ArrayList<>(count);
        while (batch.size() < count) {
            batch.add(lane.pollFirstEntry().getValue());
        }
        waiting -= count;
        removeIfEmpty(key, lane);
        return batch;
    }

    private void removeIfEmpty(Work.Lane key, TreeMap<Long, Work> lane) {
        if (lane.isEmpty()) {
            lanes.remove(key);
        }
    }

    private static Work head(TreeMap<Long, Work> lane) {
        return lane.firstEntry().getValue();
    }
}
