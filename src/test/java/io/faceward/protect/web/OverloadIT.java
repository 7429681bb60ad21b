package io.faceward.protect.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.faceward.inference.FakeWorkerPools;
import io.faceward.inference.WorkerPool;
import io.faceward.protect.FakeGenerator;
import io.faceward.protect.FakeService;
import io.faceward.protect.TestPhotos;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** More than the service can do: the queue is the real one, its device waits for the test. */
@Timeout(180)
@SpringBootTest(
        classes = {FakeService.class, OverloadIT.GatedPool.class},
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "faceward.protect.deadline=5m",
            "faceward.protect.psnr-floor=20",
            "faceward.protect.ssim-floor=0",
            "server.tomcat.threads.max=" + OverloadIT.THREADS
        })
class OverloadIT {

    private static final int CAPACITY = 16;
    private static final int EXCESS = 24;
    static final int THREADS = 100;
    private static final byte[] PNG = TestPhotos.png(200, 160);

    /** A pool whose only device computes once the gate is open. */
    static class GatedPool {

        @Bean
        CountDownLatch gate() {
            return new CountDownLatch(1);
        }

        @Bean
        @Primary
        WorkerPool gatedPool(MeterRegistry meters, CountDownLatch gate) {
            return FakeWorkerPools.computing(
                    (model, item) -> {
                        awaitOpen(gate);
                        return FakeGenerator.stripes();
                    },
                    meters,
                    "queue-capacity=" + CAPACITY);
        }

        private static void awaitOpen(CountDownLatch gate) {
            try {
                gate.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private CountDownLatch gate;

    @Test
    void theExcessIsRefusedAtOnceTheRestIsAnsweredAndTheProbesNeverWait() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CAPACITY + EXCESS);
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < CAPACITY + EXCESS; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> protect(), clients));
        }

        // While nothing is computed, every refusal is told: it waits for nobody, and nothing was done for it.
        await().atMost(Duration.ofMinutes(2))
                .until(() -> answers.stream().filter(CompletableFuture::isDone).count() == EXCESS);
        List<HttpResponse<byte[]>> refused = answers.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
        assertThat(refused).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        });
        assertThat(meters.counter("faceward.queue.rejected", "reason", "full").count())
                .isEqualTo(EXCESS);
        assertThat(meters.timer("faceward.stage", "stage", "decode").count()).isLessThanOrEqualTo(CAPACITY);
        probesAnswer();

        withEveryThreadReadingABodyThatDoesNotCome(this::probesAnswer);

        gate.countDown();
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.get(1, TimeUnit.MINUTES).statusCode()).isIn(200, 503));
        assertThat(answers.stream()
                        .filter(answer -> answer.join().statusCode() == 200)
                        .count())
                .isEqualTo(CAPACITY);
        assertThat(meters.timer("faceward.stage", "stage", "decode").count()).isEqualTo(CAPACITY);
        clients.shutdown();
    }

    private HttpResponse<byte[]> protect() {
        try {
            return new Http(port).post("/protect", "image/png", PNG);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private void probesAnswer() throws Exception {
        Http management = new Http(managementPort);
        assertThat(management.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(new String(management.get("/actuator/prometheus").body(), StandardCharsets.UTF_8))
                .contains("faceward_queue_rejected_total{reason=\"full\"} " + (double) EXCESS);
    }

    private interface Step {
        void run() throws Exception;
    }

    private void withEveryThreadReadingABodyThatDoesNotCome(Step step) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS; i++) {
                sockets.add(stalled());
            }
            await().atMost(Duration.ofSeconds(30)).until(this::nobodyListens);
            step.run();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private boolean nobodyListens() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(500);
            socket.getOutputStream()
                    .write("GET /models HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException silence) {
            return true;
        }
    }

    private Socket stalled() throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.getOutputStream()
                .write(
                        "POST /protect HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\nPNG"
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
