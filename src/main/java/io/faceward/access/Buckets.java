package io.faceward.access;

import io.faceward.access.AccessProperties.Limit;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;

/** The tokens of every client, one for each request. Implementations are safe for concurrent use. */
public interface Buckets {

    /** Takes a token from a client's bucket, if there is one. */
    ConsumptionProbe take(String client);

    /** A bucket that is full at first and fills up evenly. */
    static BucketConfiguration configuration(Limit limit) {
        return BucketConfiguration.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.requests()).refillGreedy(limit.requests(), limit.period()))
                .build();
    }
}
