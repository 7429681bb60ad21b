package io.faceward.protect;

import io.faceward.face.AlignedCrop;
import io.faceward.face.Crops;
import io.faceward.face.FaceDetector;
import io.faceward.face.FaceProperties;
import io.faceward.face.Paste;
import io.faceward.image.Decoder;
import io.faceward.image.Encoder;
import io.faceward.image.ImageProperties;
import io.faceward.inference.WorkerPool;
import io.faceward.model.Bundle;
import io.faceward.model.ModelCard;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProtectConfiguration {

    @Bean
    Decoder decoder(ImageProperties image) {
        return new Decoder(image);
    }

    @Bean
    Encoder encoder(ImageProperties image) {
        return new Encoder(image);
    }

    @Bean
    Parameters parameters(ProtectProperties properties) {
        return new Parameters(properties);
    }

    @Bean
    Perturber idGuard(WorkerPool pool, Bundle bundle) {
        return generator(Method.ID_GUARD, pool, bundle);
    }

    @Bean
    Perturber dadfi(WorkerPool pool, Bundle bundle) {
        return generator(Method.DADFI, pool, bundle);
    }

    private static Perturber generator(Method method, WorkerPool pool, Bundle bundle) {
        int side = bundle.find(method.slug()).map(ModelCard::side).orElse(AlignedCrop.SIDE);
        return new GeneratorPerturber(method, side, pool);
    }

    @Bean
    MemoryBudget pixelBudget(ImageProperties image, ProtectProperties properties, MeterRegistry meters) {
        MemoryBudget budget = new MemoryBudget(
                properties.pixelsAtOnce(),
                image.maxPixels(),
                properties.admissionPatience(),
                meters.counter("faceward.queue.rejected", "reason", "memory"));
        Gauge.builder("faceward.inflight.pixels", budget, MemoryBudget::inUse)
                .strongReference(true)
                .register(meters);
        return budget;
    }

    @Bean
    Protector protector(
            Decoder decoder,
            Encoder encoder,
            FaceDetector detector,
            Crops crops,
            Paste paste,
            List<Perturber> perturbers,
            Bundle bundle,
            FaceProperties face,
            MemoryBudget budget,
            ProtectProperties properties,
            MeterRegistry meters,
            Tracer tracer) {
        Seats seats = new Seats(
                properties.photosAtOnce(),
                properties.longestWait(),
                meters.counter("faceward.queue.rejected", "reason", "wait"));
        Renderer renderer = new Renderer(paste, encoder, new Check(decoder), properties);
        return new Protector(
                decoder,
                detector,
                new Targets(face.cropScale()),
                crops,
                new Perturbers(perturbers, bundle),
                (photo, settings) -> new PhotoProof(photo, settings, paste, encoder, decoder, crops, face),
                renderer,
                seats,
                budget,
                properties,
                meters,
                tracer);
    }
}
