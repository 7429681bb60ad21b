package io.faceward.evaluate;

import io.faceward.face.Crops;
import io.faceward.face.FaceDetector;
import io.faceward.face.Paste;
import io.faceward.image.Brisque;
import io.faceward.image.Decoder;
import io.faceward.image.Encoder;
import io.faceward.inference.WorkerPool;
import io.faceward.model.Bundle;
import io.faceward.protect.MemoryBudget;
import io.faceward.protect.Protector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EvaluateConfiguration {

    @Bean
    Brisque brisque() {
        return Brisque.open();
    }

    @Bean
    Summaries summaries(Bundle bundle) {
        return new Summaries(bundle);
    }

    @Bean
    CeilingMeasurement ceilings(Bundle bundle, FaceDetector detector, Decoder decoder) {
        return new CeilingMeasurement(bundle, detector, decoder);
    }

    @Bean
    Plans plans(Bundle bundle, EvaluateProperties properties) {
        return new Plans(bundle, properties);
    }

    @Bean
    Evaluator evaluator(
            Protector protector,
            MemoryBudget budget,
            Decoder decoder,
            Encoder encoder,
            FaceDetector detector,
            Crops crops,
            Paste paste,
            Brisque brisque,
            Bundle bundle,
            WorkerPool pool,
            EvaluateProperties properties) {
        Pairing pairing = new Pairing(decoder, detector, crops, new Control(crops, paste, encoder), properties);
        return new Evaluator(protector, budget, pairing, crops, brisque, bundle, pool, properties);
    }
}
