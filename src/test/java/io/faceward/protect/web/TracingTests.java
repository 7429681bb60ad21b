package io.faceward.protect.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.faceward.problem.Problem;
import io.faceward.protect.FakeDetector;
import io.faceward.protect.FakeGenerator;
import io.faceward.protect.FakeSpans;
import io.faceward.protect.TestPhotos;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A request that comes with a trace is followed through its stages. */
@FakeServer
@ExtendWith(OutputCaptureExtension.class)
class TracingTests {

    private static final byte[] PNG = TestPhotos.png(200, 160);

    @Autowired
    private FakeDetector detector;

    @Autowired
    private FakeGenerator generator;

    @Autowired
    private FakeSpans spans;

    private Http http;

    @BeforeEach
    void serve(@LocalServerPort int port) {
        http = new Http(port);
        detector.find(FakeDetector.FACE);
        generator.reset();
    }

    private SpanData protection(String trace) {
        return spans.of(trace).stream()
                .filter(span -> span.getName().equals("protect"))
                .findAny()
                .orElseThrow();
    }

    @Test
    void everyStageIsASpanOfItsRequest(CapturedOutput output) throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";

        http.post("/protect", "image/png", PNG, "traceparent", "00-%s-b7ad6b7169203331-01".formatted(trace));

        await().until(() ->
                spans.of(trace).stream().anyMatch(span -> span.getName().equals("http post /protect")));
        SpanData protection = protection(trace);
        List<String> stages = spans.of(trace).stream()
                .filter(span -> span.getParentSpanId().equals(protection.getSpanId()))
                .map(SpanData::getName)
                .toList();
        assertThat(stages)
                .containsExactly("admit", "wait", "decode", "detect", "crop", "perturb", "paste", "encode", "check");
        assertThat(output.toString()).contains("[" + trace);
    }

    @Test
    void aStageThatFailsSaysSo() throws Exception {
        String trace = "1af7651916cd43dd8448eb211c80319c";

        generator.refuse(Problem.MODEL_UNAVAILABLE.because("As the test says"));
        http.post("/protect", "image/png", PNG, "traceparent", "00-%s-b7ad6b7169203331-01".formatted(trace));

        await().until(() ->
                spans.of(trace).stream().anyMatch(span -> span.getName().equals("http post /protect")));
        assertThat(spans.of(trace))
                .filteredOn(span ->
                        span.getName().equals("perturb") || span.getName().equals("protect"))
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
    }
}
