package io.faceward.model;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BundleConfiguration {

    @Bean
    Bundle bundle(BundleProperties properties) {
        return Bundle.load(properties);
    }
}
