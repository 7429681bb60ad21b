package io.faceward.evaluate.report;

import io.faceward.evaluate.Evaluator;
import io.faceward.evaluate.Summaries;
import io.faceward.face.FaceDetector;
import io.faceward.image.Encoder;
import io.faceward.inference.WorkerPool;
import io.faceward.model.Bundle;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

    @Bean
    Study study(
            Evaluator evaluator,
            Summaries summaries,
            Bundle bundle,
            FaceDetector detector,
            WorkerPool pool,
            Encoder encoder,
            MeterRegistry meters) {
        return new Study(evaluator, summaries, new Protocols(bundle, detector, pool), encoder, meters);
    }
}
