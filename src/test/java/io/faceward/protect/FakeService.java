package io.faceward.protect;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.faceward.face.Crops;
import io.faceward.face.FaceProperties;
import io.faceward.face.Paste;
import io.faceward.inference.Item;
import io.faceward.inference.Place;
import io.faceward.inference.WorkerPool;
import io.faceward.jobs.FakeHandler;
import io.faceward.model.Bundle;
import io.faceward.model.ModelCard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The service without networks: faces are where the test says, and the pool answers what the test says. */
@EnableAutoConfiguration
@ConfigurationPropertiesScan({
    "io.faceward.access",
    "io.faceward.image",
    "io.faceward.face",
    "io.faceward.protect",
    "io.faceward.evaluate",
    "io.faceward.jobs",
    "io.faceward.problem"
})
@ComponentScan({
    "io.faceward.access",
    "io.faceward.protect",
    "io.faceward.evaluate",
    "io.faceward.jobs",
    "io.faceward.problem.web",
    "io.faceward.model.web"
})
public class FakeService {

    public static final ModelCard CARD = new ModelCard(
            "id-guard",
            "perturber",
            "id-guard-generator",
            1234,
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "Apache-2.0",
            "A generator for tests",
            null,
            null,
            Map.of("data", "none"),
            Map.of("psnr", 32.1));

    @Bean
    FakeDetector detector() {
        return new FakeDetector();
    }

    @Bean
    FakeHandler handler() {
        return new FakeHandler();
    }

    @Bean
    FakeGenerator generator() {
        return new FakeGenerator();
    }

    @Bean
    Crops crops(FaceProperties properties) {
        return new Crops(properties);
    }

    @Bean
    Paste paste(FaceProperties properties) {
        return new Paste(properties);
    }

    @Bean(destroyMethod = "")
    WorkerPool pool(FakeGenerator generator) {
        WorkerPool pool = mock(WorkerPool.class);
        Place place = mock(Place.class);
        when(pool.reserve()).thenReturn(place);
        when(place.waited()).thenReturn(Duration.ZERO);
        when(place.submit(anyString(), any(), any()))
                .thenAnswer(call -> generator.answer(
                        call.getArgument(0), call.<Item>getArgument(1).inputs().get(0)));
        return pool;
    }

    @Bean
    FakeSpans spans() {
        return new FakeSpans();
    }

    /** The readiness group of the configuration wants one under this name. */
    @Bean
    HealthIndicator inferenceHealthIndicator() {
        return () -> Health.up().build();
    }

    @Bean
    Bundle bundle() {
        Bundle bundle = mock(Bundle.class);
        when(bundle.models()).thenReturn(List.of(CARD));
        when(bundle.find(CARD.id())).thenReturn(Optional.of(CARD));
        return bundle;
    }
}
