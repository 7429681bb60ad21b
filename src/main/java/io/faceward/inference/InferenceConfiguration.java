package io.faceward.inference;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InferenceProperties.class)
class InferenceConfiguration {

    /** Closed with the context, after the web server has answered its last request. */
    @Bean(destroyMethod = "close")
    WorkerPool workerPool(InferenceProperties properties, Archives archives, MeterRegistry meters) {
        return WorkerPool.open(properties, archives, meters);
    }

    @Bean
    HealthIndicator inferenceHealthIndicator(WorkerPool pool) {
        return new InferenceHealth(pool);
    }
}
