package io.faceward.protect.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.protect.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The contract is committed, so that a change of it is seen; {@code -Dopenapi.write=true} writes it anew. */
@FakeServer
class OpenApiTests {

    private static final Path COMMITTED = Path.of("src/main/resources/openapi.json");
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Test
    void theServedContractIsTheCommittedOne(@LocalServerPort int port) throws Exception {
        JsonNode served = Http.json(new Http(port).get("/openapi.json"));
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(COMMITTED, MAPPER.writeValueAsString(served) + "\n");
        }

        assertThat(served).isEqualTo(MAPPER.readTree(Files.readString(COMMITTED)));
    }

    @Test
    void theContractNamesEveryParameterAndEveryRefusal(@LocalServerPort int port) throws Exception {
        JsonNode protect = Http.json(new Http(port).get("/openapi.json")).at("/paths/~1protect/post");

        assertThat(protect.at("/parameters")
                        .valueStream()
                        .filter(parameter -> parameter.get("in").asString().equals("query"))
                        .map(parameter -> parameter.get("name").asString()))
                .containsExactlyInAnyOrderElementsOf(Parameters.NAMES);
        // Beside other types of the body, generators import a model of the form that they do not write.
        assertThat(protect.at("/requestBody/content").propertyNames()).containsExactly("multipart/form-data");
        assertThat(protect.at("/responses").propertyNames())
                .containsExactlyInAnyOrder(
                        "200", "202", "400", "401", "403", "406", "408", "409", "410", "413", "415", "422", "429",
                        "503", "504", "507");
    }
}
