package io.faceward.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import org.springframework.util.ConcurrentLruCache;

/** Buckets of this process alone. Thread-safe. */
final class LocalBuckets implements Buckets {

    private final ConcurrentLruCache<String, Bucket> buckets;

    LocalBuckets(AccessProperties properties) {
        this.buckets = new ConcurrentLruCache<>(properties.maxClients(), client -> Bucket.builder()
                .addLimit(Buckets.configuration(properties.limit(client)).getBandwidths()[0])
                .build());
    }

    @Override
    public ConsumptionProbe take(String client) {
        return buckets.get(client).tryConsumeAndReturnRemaining(1);
    }
}
