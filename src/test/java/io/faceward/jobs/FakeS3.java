package io.faceward.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** As much of S3 as blobs need: objects by path, signed requests, bodies as they were signed. */
final class FakeS3 implements AutoCloseable {

    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String signed = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
            if (!authorization.startsWith("AWS4-HMAC-SHA256 Credential=test/") || !fits(signed, body)) {
                answer(exchange, 403, error("AccessDenied", authorization + " for a payload of " + signed));
                return;
            }
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    objects.put(path, body);
                    answer(exchange, 200, new byte[0]);
                }
                case "GET" -> {
                    byte[] object = objects.get(path);
                    answer(
                            exchange,
                            object == null ? 404 : 200,
                            object == null ? error("NoSuchKey", "There is none") : object);
                }
                case "DELETE" -> {
                    objects.remove(path);
                    answer(exchange, 204, new byte[0]);
                }
                default -> answer(exchange, 405, error("MethodNotAllowed", "No"));
            }
        }
    }

    /** A request without a body need not sign it. */
    private static boolean fits(String signed, byte[] body) {
        return sha256(body).equals(signed) || body.length == 0 && signed.equals("UNSIGNED-PAYLOAD");
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] error(String code, String message) {
        return "<Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, message)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
