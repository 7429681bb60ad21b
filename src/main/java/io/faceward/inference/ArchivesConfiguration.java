package io.faceward.inference;

import io.faceward.model.Bundle;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ArchivesConfiguration {

    /** Without ID-Guard's generator there is no fast mode, so it is loaded, tested and warm before the service is ready. */
    @Bean
    Archives archives(Bundle bundle) {
        return new BundleArchives(bundle, List.of("id-guard"));
    }
}
