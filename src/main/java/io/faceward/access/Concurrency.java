package io.faceward.access;

import java.util.concurrent.ConcurrentHashMap;

/** Counts the requests of each client that this process answers. Thread-safe. */
public final class Concurrency {

    private final ConcurrentHashMap<String, Integer> running = new ConcurrentHashMap<>();

    /** Counts one more, unless there are as many as may be; who gets true calls {@link #leave}. */
    public boolean enter(String client, int limit) {
        boolean[] entered = new boolean[1];
        running.compute(client, (name, now) -> {
            int count = now == null ? 0 : now;
            entered[0] = count < limit;
            return entered[0] ? Integer.valueOf(count + 1) : now;
        });
        return entered[0];
    }

    /** Counts one less; clients without a request are forgotten. */
    public void leave(String client) {
        running.computeIfPresent(client, (name, now) -> now == 1 ? null : now - 1);
    }
}
