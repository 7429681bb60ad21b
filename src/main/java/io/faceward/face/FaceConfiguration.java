package io.faceward.face;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FaceConfiguration {

    @Bean
    FaceDetector faceDetector(FaceProperties properties) {
        return FaceDetectors.open(properties);
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
