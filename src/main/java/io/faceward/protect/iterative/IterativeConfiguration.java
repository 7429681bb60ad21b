package io.faceward.protect.iterative;

import io.faceward.model.Bundle;
import io.faceward.protect.Perturber;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IterativeConfiguration {

    @Bean(destroyMethod = "close")
    AscentPool ascentPool(Bundle bundle, IterativeProperties properties, MeterRegistry meters) {
        Counter refused = meters.counter("faceward.queue.rejected", "reason", "iterative");
        return new AscentPool(new WhiteBoxes(bundle, properties), properties, refused);
    }

    @Bean
    Perturber grasp(AscentPool pool, IterativeProperties properties, Perturber idGuard) {
        boolean warm = properties.grasp().warmStart();
        return new IterativePerturber(new Grasp(properties.grasp()), pool, warm ? idGuard : null);
    }

    @Bean
    Perturber antiForgery(AscentPool pool, IterativeProperties properties) {
        return new IterativePerturber(new AntiForgery(properties.antiForgery()), pool, null);
    }

    @Bean
    Perturber pgd(AscentPool pool, IterativeProperties properties) {
        return new IterativePerturber(new Pgd(properties.pgd()), pool, null);
    }
}
