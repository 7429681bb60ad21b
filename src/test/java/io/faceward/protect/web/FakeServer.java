package io.faceward.protect.web;

import io.faceward.protect.FakeService;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The fake service on a port, with limits that small photos reach; one context serves all tests. */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = FakeService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "faceward.image.max-bytes=100KB",
            "faceward.image.max-pixels=50000",
            "faceward.protect.inflight-pixels=60000",
            "faceward.protect.admission-patience=10ms",
            "faceward.protect.deadline=5m",
            "faceward.protect.psnr-floor=20",
            "faceward.protect.ssim-floor=0",
            "faceward.problem.retry-after=7s",
            "faceward.jobs.pulse=20ms",
            "management.opentelemetry.tracing.export.schedule-delay=20ms",
            "faceward.jobs.event-interval=20ms"
        })
public @interface FakeServer {}
