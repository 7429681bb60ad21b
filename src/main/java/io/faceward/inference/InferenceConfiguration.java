package io.faceward.inference;

import io.faceward.model.Bundle;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InferenceProperties.class)
class InferenceConfiguration {

    /** Without ID-Guard's generator there is no fast mode, so it is loaded, tested and warm before the service is ready. */
    @Bean
    Archives archives(Bundle bundle) {
        return new BundleArchives(bundle, List.of("id-guard"));
    }

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
