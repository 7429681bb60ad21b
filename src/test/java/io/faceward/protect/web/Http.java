package io.faceward.protect.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a server on this machine. */
public final class Http {

    private static final String BOUNDARY = "----faceward-test";
    private static final HttpClient CLIENT;

    static {
        // Less than the container's 10 s: a connection that the service closes as it is taken up again is no answer.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
        CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private final int port;

    public Http(int port) {
        this.port = port;
    }

    public HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers) throws Exception {
        return send("POST", path, type, body, headers);
    }

    public HttpResponse<byte[]> send(String method, String path, @Nullable String type, byte[] body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send("GET", path, null, new byte[0], headers);
    }

    public HttpResponse<byte[]> form(Form form, String... headers) throws Exception {
        return form("/protect", form, headers);
    }

    public HttpResponse<byte[]> form(String path, Form form, String... headers) throws Exception {
        return post(path, "multipart/form-data; boundary=" + BOUNDARY, form.bytes(), headers);
    }

    public static JsonNode json(HttpResponse<byte[]> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /** A multipart body. */
    public static final class Form {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        public Form file(String name, byte[] content) throws IOException {
            write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"a.jpg\"\r\n"
                    + "Content-Type: image/jpeg\r\n\r\n");
            out.write(content);
            return write("\r\n");
        }

        public Form field(String name, String value) throws IOException {
            return write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value
                    + "\r\n");
        }

        public Form fields(Map<String, String> fields) throws IOException {
            for (Map.Entry<String, String> field : fields.entrySet()) {
                field(field.getKey(), field.getValue());
            }
            return this;
        }

        byte[] bytes() throws IOException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            out.writeTo(whole);
            whole.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
            return whole.toByteArray();
        }

        private Form write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }
    }
}
