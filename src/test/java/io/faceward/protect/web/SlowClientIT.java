package io.faceward.protect.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.protect.FakeService;
import io.faceward.protect.TestPhotos;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that send a byte now and then: no pause is ever as long as the container's time-out. */
@Timeout(120)
@SpringBootTest(
        classes = FakeService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "faceward.protect.upload-time=2s",
            "faceward.protect.psnr-floor=20",
            "faceward.protect.ssim-floor=0",
            "server.tomcat.threads.max=" + SlowClientIT.THREADS
        })
class SlowClientIT {

    static final int THREADS = 10;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: image/png\r\nContent-Length: 1000000",
                "Content-Type: image/png\r\nTransfer-Encoding: chunked",
                "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000"
            })
    void anUploadThatTakesTooLongEnds(String head) throws Exception {
        String answer = trickle(head);

        assertThat(answer).startsWith("HTTP/1.1 408").contains("urn:faceward:problem:too-slow");
    }

    @Test
    void whatARefusedUploadStillSendsOccupiesNoThreadForLong() throws Exception {
        assertThat(trickle("Content-Type: text/plain\r\nContent-Length: 1000000"))
                .startsWith("HTTP/1.1 415");
    }

    @Test
    void slowClientsLeaveTheirThreadsToOthers() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(2 * THREADS);
        List<CompletableFuture<String>> slow = new ArrayList<>();
        for (int i = 0; i < 2 * THREADS; i++) {
            slow.add(CompletableFuture.supplyAsync(
                    () -> trickle("Content-Type: image/png\r\nContent-Length: 1000000"), clients));
        }

        assertThat(new Http(port)
                        .post("/protect", "image/png", TestPhotos.png(200, 160))
                        .statusCode())
                .isEqualTo(200);
        assertThat(slow).allSatisfy(client -> assertThat(client.get(1, TimeUnit.MINUTES))
                .startsWith("HTTP/1.1 408"));
        clients.shutdown();
    }

    /** What the service answers, until it hangs up, to a client that sends ten bytes a second. */
    private String trickle(String head) {
        StringBuilder answer = new StringBuilder();
        byte[] chunk = "1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(60).toMillis()));
            socket.getOutputStream()
                    .write(("POST /protect HTTP/1.1\r\nHost: localhost\r\n" + head + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write(head.contains("chunked") ? chunk : new byte[] {'x'});
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                } catch (IOException hungUp) {
                    // The end that is waited for.
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            });
            for (int read = socket.getInputStream().read();
                    read >= 0;
                    read = socket.getInputStream().read()) {
                answer.append((char) read);
            }
            sending.get(10, TimeUnit.SECONDS);
        } catch (IOException reset) {
            // Whoever sends to a connection that is closed is told so.
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        return answer.toString();
    }
}
