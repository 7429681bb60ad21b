package io.faceward.inference;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up once a worker has loaded and tested the models; belongs into the readiness group. */
record InferenceHealth(WorkerPool pool) implements HealthIndicator {

    @Override
    public Health health() {
        Health.Builder health = pool.ready() ? Health.up() : Health.outOfService();
        return health.withDetail("devices", pool.devices()).build();
    }
}
