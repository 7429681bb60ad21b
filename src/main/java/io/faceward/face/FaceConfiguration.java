package io.faceward.face;

import io.faceward.inference.Archives;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FaceConfiguration {

    @Bean
    FaceDetector faceDetector(FaceProperties properties, Archives archives) {
        return FaceDetectors.open(properties, archives);
    }

    @Bean
    Crops crops(FaceProperties properties) {
        return new Crops(properties);
    }

    @Bean
    Paste paste(FaceProperties properties) {
        return new Paste(properties);
    }
}
