package io.faceward.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** The chart with the values that a release would have. Immutable. */
record Chart(Map<String, Object> values, List<String> examples) {

    static final Path FOLDER = Path.of("helm/faceward");

    static final String HOOK = "faceward.io/hook";

    static final String NAMESPACE = "photos";

    private static final String KUBERNETES = "1.30.0";

    private static final Path RENDERED = withVisibleHooks();

    /** With its own values and those of files among its examples, of which later ones win. */
    static Chart of(String... examples) {
        return new Chart(Map.of(), Arrays.asList(examples));
    }

    /** With one more value, as by {@code --set}. */
    Chart with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Chart(more, examples);
    }

    /**
     * What Helm would send to the cluster for a release named {@code faceward}, hooks included.
     *
     * @throws IllegalStateException with Helm's message when it refuses the values
     */
    Manifests render() {
        TemplateCommand template = new Helm(RENDERED)
                .template()
                .withName("faceward")
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES);
        for (String example : examples) {
            template.withValuesFile(FOLDER.resolve("examples").resolve(example + ".yaml"));
        }
        values.forEach(template::set);
        return Manifests.parse(template.call());
    }

    /** A copy: Helm's library leaves hooks out of what it renders, so they are called something else in it. */
    private static Path withVisibleHooks() {
        try {
            Path copy = Files.createTempDirectory("chart");
            FileSystemUtils.copyRecursively(FOLDER, copy);
            Path migration = copy.resolve("templates/migration.yaml");
            Files.writeString(migration, Files.readString(migration).replace("helm.sh/hook:", HOOK + ":"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(copy.toFile())));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
