package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConditionsTests {

    private static final List<String> NAMES = List.of("black-hair", "blond-hair", "male", "young");
    private static final List<List<String>> HAIR = List.of(List.of("black-hair", "blond-hair"));

    private static Map<String, List<Float>> conditions(Conditions conditions, String... attributes) {
        Map<String, List<Float>> found = new LinkedHashMap<>();
        conditions.edits(Set.of(attributes)).forEach(edit -> {
            List<Float> values = new ArrayList<>();
            for (float value : edit.condition().data()) {
                values.add(value);
            }
            found.put(edit.name(), values);
        });
        return found;
    }

    @Test
    void labelsTurnOneAttributeOverAndKeepTheOthers() {
        assertThat(conditions(Conditions.labels(NAMES, HAIR), "black-hair", "young", "smiling"))
                .containsExactly(
                        Map.entry("black-hair", List.of(1f, 0f, 0f, 1f)),
                        Map.entry("blond-hair", List.of(0f, 1f, 0f, 1f)),
                        Map.entry("male", List.of(1f, 0f, 1f, 1f)),
                        Map.entry("not-young", List.of(1f, 0f, 0f, 0f)));
    }

    @Test
    void differencesAreZeroWhereNothingChanges() {
        Conditions conditions = new Conditions(Conditions.Kind.DIFFERENCES, NAMES, HAIR, 0, 1, Map.of());
        assertThat(conditions(conditions, "black-hair", "male"))
                .containsExactly(
                        Map.entry("black-hair", List.of(0f, 0f, 0f, 0f)),
                        Map.entry("blond-hair", List.of(-1f, 1f, 0f, 0f)),
                        Map.entry("not-male", List.of(0f, 0f, -1f, 0f)),
                        Map.entry("young", List.of(0f, 0f, 0f, 1f)));
    }

    @Test
    void labelsMayHaveOtherNumbers() {
        Conditions conditions =
                new Conditions(Conditions.Kind.LABELS, List.of("male"), List.of(), -0.5f, 0.5f, Map.of());
        assertThat(conditions(conditions)).containsEntry("male", List.of(0.5f));
        assertThat(conditions(conditions, "male")).containsEntry("not-male", List.of(-0.5f));
    }

    @Test
    void theEditedAttributeMayBeEmphasised() {
        Conditions conditions =
                new Conditions(Conditions.Kind.LABELS, List.of("male", "young"), List.of(), -0.5f, 0.5f, Map.of(), 2f);
        assertThat(conditions(conditions, "young"))
                .containsExactly(Map.entry("male", List.of(1f, 0.5f)), Map.entry("not-young", List.of(-0.5f, -1f)));
    }

    @Test
    void stylesAreChosenOneByOne() {
        Conditions identities = new Conditions(Conditions.Kind.STYLES, List.of("a", "b"), List.of(), 0, 1, Map.of());
        assertThat(conditions(identities, "male")).containsEntry("b", List.of(0f, 1f));
        Conditions styles = new Conditions(
                Conditions.Kind.STYLES, List.of("glasses"), List.of(), 0, 1, Map.of("glasses", List.of(3f, 4f, 5f)));
        assertThat(conditions(styles)).containsExactly(Map.entry("glasses", List.of(3f, 4f, 5f)));
        assertThat(styles.length()).isEqualTo(3);
    }

    @Test
    void aManipulatorWithoutConditionsHasOneEdit() {
        assertThat(conditions(Conditions.NONE)).containsExactly(Map.entry("reconstruction", List.of()));
    }

    @Test
    void theManifestReadsWhatItWrote() {
        JsonMapper json = JsonMapper.shared();
        Conditions conditions = Conditions.labels(NAMES, HAIR);
        assertThat(json.readValue(json.writeValueAsString(conditions), Conditions.class))
                .isEqualTo(conditions);
        assertThat(json.readValue("{\"kind\":\"none\",\"absent\":0,\"present\":1}", Conditions.class))
                .isEqualTo(Conditions.NONE);
    }
}
