package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.SharedData;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TaskPriorityTests {

    @Test
    void prioritiesAreTheGoldenOnes() throws IOException {
        JsonNode golden = JsonMapper.shared()
                .readTree(SharedData.golden("12b_kpi_expected.json").toFile());
        assertGolden(golden.get("cases"), 1);
        assertGolden(golden.get("tao2"), 2);
    }

    private static void assertGolden(JsonNode cases, double focus) {
        assertThat(cases.size()).isEqualTo(10);
        for (JsonNode expected : cases) {
            double performance = expected.get("K").asDouble();
            assertThat(TaskPriority.of(performance, focus))
                    .as("K = %s", performance)
                    .isCloseTo(expected.get("beta").asDouble(), within(1e-5));
        }
    }
}
