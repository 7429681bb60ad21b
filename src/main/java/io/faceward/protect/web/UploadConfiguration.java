package io.faceward.protect.web;

import io.faceward.image.ImageProperties;
import io.faceward.protect.MemoryBudget;
import io.faceward.protect.ProtectProperties;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class UploadConfiguration {

    /** Room for the other fields of a form and the boundaries between them. */
    private static final int FORM_BYTES = 64 * 1024;

    /** An evaluation takes two. */
    private static final int IMAGES = 2;

    /** The container's limits follow the image's; uploads stay in memory because a photo must not be left on a disk. */
    @Bean
    MultipartConfigElement multipart(ImageProperties image) {
        long maxBytes = image.maxBytes().toBytes();
        long request = IMAGES * maxBytes + FORM_BYTES;
        return new MultipartConfigElement("", maxBytes, request, Math.toIntExact(maxBytes + FORM_BYTES));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedUploads(
            ProtectProperties protect, TomcatServerProperties tomcat, MeterRegistry meters) {
        MemoryBudget memory = new MemoryBudget(
                protect.uploadedAtOnce(),
                protect.admissionPatience(),
                meters.counter("faceward.queue.rejected", "reason", "upload"));
        long swallowed = tomcat.getMaxSwallowSize().toBytes();
        return factory -> factory.addEngineValves(new UploadValve(protect.uploadTime(), memory, swallowed));
    }
}
