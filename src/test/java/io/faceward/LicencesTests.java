package io.faceward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the jar brings may be passed on with it; {@code target/licences.md} is the report. */
class LicencesTests {

    /** Of a component's licences one is enough: its authors offer a choice. Names that are no identifiers are its authors'. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSD-4-Clause",
            "The (New) BSD License",
            "EPL-2.0",
            "MIT",
            "MIT-0",
            "MPL-2.0");

    private record Component(String name, String version, Set<String> licences) {}

    @Test
    void everyDependencyMayBePassedOn() throws IOException {
        List<Component> dependencies = dependencies();

        report(dependencies);
        assertThat(dependencies)
                .hasSizeGreaterThan(50)
                .allSatisfy(it -> assertThat(it.licences()).as(it.name()).containsAnyElementsOf(ALLOWED));
    }

    @Test
    void everyModelNamesItsLicenceAndTheTermsOfItsData() throws IOException {
        assertThat(models()).isNotEmpty().allSatisfy(model -> {
            assertThat(model.path("licence").asString()).isIn(ALLOWED);
            assertThat(model.path("training").path("terms").asString()).isNotBlank();
        });
    }

    private static List<Component> dependencies() throws IOException {
        List<Component> components = new ArrayList<>();
        for (JsonNode component : sbom().path("components")) {
            Set<String> licences = new TreeSet<>();
            for (JsonNode choice : component.path("licenses")) {
                JsonNode licence = choice.path("license");
                licences.add(licence.path("id").asString(licence.path("name").asString("")));
            }
            components.add(new Component(
                    component.path("group").asString() + ":"
                            + component.path("name").asString(),
                    component.path("version").asString(),
                    licences));
        }
        return components;
    }

    private static JsonNode models() throws IOException {
        return json("bundle/bundle.json").path("models");
    }

    private static void report(List<Component> dependencies) throws IOException {
        StringBuilder report = new StringBuilder("| dependency | version | licences |\n|---|---|---|\n");
        dependencies.forEach(it -> report.append(
                "| %s | %s | %s |\n".formatted(it.name(), it.version(), String.join(", ", it.licences()))));
        report.append("\n| model | licence | terms of its training data |\n|---|---|---|\n");
        models().forEach(it -> report.append("| %s | %s | %s |\n"
                .formatted(
                        it.path("id").asString(),
                        it.path("licence").asString(),
                        it.path("training").path("terms").asString())));
        Files.writeString(Path.of("target/licences.md"), report);
    }

    /** Maven makes no list of dependencies when it is offline. */
    private static JsonNode sbom() throws IOException {
        String sbom = "META-INF/sbom/application.cdx.json";
        assumeTrue(new ClassPathResource(sbom).exists(), () -> "needs " + sbom + " (a build that is not offline)");
        return json(sbom);
    }

    private static JsonNode json(String resource) throws IOException {
        return JsonMapper.shared().readTree(new ClassPathResource(resource).getContentAsByteArray());
    }
}
