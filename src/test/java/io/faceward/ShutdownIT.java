package io.faceward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.faceward.inference.FakeWorkerPools;
import io.faceward.inference.WorkerPool;
import io.faceward.protect.FakeGenerator;
import io.faceward.protect.FakeService;
import io.faceward.protect.TestPhotos;
import io.faceward.protect.web.Http;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A process that is told to stop amid 50 requests per second. */
@Timeout(240)
class ShutdownIT {

    private static final int PER_SECOND = 50;

    /** A second on a machine that does nothing else. */
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void whatWasAcceptedIsAnsweredAndTheProbeTellsAtOnce() throws Exception {
        Path output = folder.resolve("output");
        Process process = start(output);
        int port = port(output, "port");
        int management = port(output, "management");
        assertThat(new Http(management).get("/actuator/health/readiness").statusCode())
                .isEqualTo(200);

        ExecutorService clients = Executors.newCachedThreadPool();
        List<String> answers = new CopyOnWriteArrayList<>();
        long begin = System.nanoTime();
        long told = 0;
        long refusing = 0;
        for (int i = 0; i < 4 * PER_SECOND; i++) {
            clients.execute(() -> answers.add(answer(port)));
            if (i == 2 * PER_SECOND) {
                process.destroy();
                told = System.nanoTime();
            }
            if (told != 0 && refusing == 0 && readiness(management) != 200) {
                refusing = System.nanoTime();
            }
            TimeUnit.NANOSECONDS.sleep(begin + i * (1_000_000_000L / PER_SECOND) - System.nanoTime());
        }
        clients.shutdown();
        assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

        List<String> lines = Files.readAllLines(output);
        long accepted =
                lines.stream().filter(line -> line.contains("POST /protect")).count();
        assertThat(lines.stream()
                        .filter(line -> line.contains("POST /protect 200"))
                        .count())
                .isEqualTo(accepted)
                .isEqualTo(answers.stream().filter("200"::equals).count())
                .isGreaterThan(PER_SECOND);
        assertThat(answers).allMatch(answer -> answer.equals("200") || answer.isEmpty());
        assertThat(refusing - told).isBetween(0L, PROMPTLY.toNanos());
    }

    private Process start(Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Served.class.getName(),
                        "--faceward.jobs.folder=" + folder,
                        "--server.port=0",
                        "--management.server.port=0",
                        "--faceward.protect.longest-wait=5m",
                        "--faceward.protect.psnr-floor=20",
                        "--faceward.protect.ssim-floor=0")
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int port(Path output, String name) {
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> Files.readAllLines(output).stream()
                                .filter(line -> line.startsWith(name + " "))
                                .map(line -> Integer.parseInt(line.substring(name.length() + 1)))
                                .findAny()
                                .orElse(0),
                        port -> port > 0);
    }

    private static int readiness(int management) {
        try {
            return new Http(management).get("/actuator/health/readiness").statusCode();
        } catch (Exception gone) {
            return 0;
        }
    }

    /** The status of a request on a connection of its own, or nothing if the server did not take it. */
    private static String answer(int port) {
        byte[] photo = TestPhotos.png(200, 160);
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /protect HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\n"
                            .formatted(photo.length)
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(photo);
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return status == null ? "" : status.split(" ")[1];
        } catch (IOException refused) {
            return "";
        }
    }

    /** The fake service with a device that takes ten milliseconds. */
    static class Served {

        public static void main(String[] args) {
            SpringApplication.run(new Class<?>[] {FakeService.class, Served.class}, args);
        }

        @Bean
        @Primary
        WorkerPool slowPool(MeterRegistry meters) {
            return FakeWorkerPools.computing(
                    (model, item) -> {
                        try {
                            TimeUnit.MILLISECONDS.sleep(10);
                        } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                        }
                        return FakeGenerator.stripes();
                    },
                    meters,
                    "queue-capacity=1000");
        }

        @Bean
        ApplicationListener<WebServerInitializedEvent> ports() {
            return event -> System.out.printf(
                    "%s %d%n",
                    event.getApplicationContext().getServerNamespace() == null ? "port" : "management",
                    event.getWebServer().getPort());
        }
    }
}
