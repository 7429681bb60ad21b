package io.faceward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.faceward.FacewardApplication;
import io.faceward.SharedData;
import io.faceward.evaluate.TestBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands {@code evaluate} and {@code ceiling} over a few photos and a small untrained StarGAN. */
class EvaluateCommandIT {

    /** Two photos of one person and one of another. */
    private static final List<String> PHOTOS = List.of(
            "faces/lfw250/test/0026_0.jpg",
            "faces/lfw250/test/0026_1.jpg",
            "faces/ffhq256/test/00003.jpg",
            "photos/background.jpg");

    private static final String PROBE = """
            <script>addEventListener('load', () => {
              const images = [...document.images].map(i => i.complete && i.naturalWidth > 0 ? 'shown' : 'broken');
              document.title = images.join(' ');
            })</script></body>""";

    @TempDir
    static Path folder;

    private static Service service;
    private static StringWriter err;
    private static String messages;
    private static int exitCode;

    @BeforeAll
    static void evaluateOnce() throws Exception {
        Path bundle = Files.createDirectories(folder.resolve("bundle"));
        TestBundle.write(bundle);
        service = new Service(
                FacewardApplication.class,
                List.of(
                        "--faceward.bundle.folder=" + bundle,
                        "--faceward.face.yunet-model=" + SharedData.data("weights/detector/yunet_n_640_640.onnx")));
        Path photos = Files.createDirectories(folder.resolve("photos"));
        for (String photo : PHOTOS) {
            Path file = SharedData.data(photo);
            Files.copy(file, photos.resolve(file.getFileName()));
        }
        Files.writeString(photos.resolve("text.jpg"), "no photo");
        exitCode = evaluate("none,jpeg:75");
        messages = err.toString();
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void aPhotoThatFailsIsNamedAndDoesNotStopTheOthers() {
        assertThat(exitCode).isEqualTo(1);
        assertThat(messages)
                .contains(
                        "background.jpg: No face was found",
                        "text.jpg: The upload is not an image",
                        "3 of 5 evaluated");
    }

    @Test
    void programsGetJson() throws IOException {
        JsonNode results = JsonMapper.shared().readTree(folder.resolve("report/results.json"));

        assertThat(results.at("/summary/photos").asInt()).isEqualTo(3);
        assertThat(results.at("/summary/people").asInt()).isEqualTo(2);
        assertThat(results.at("/summary/cells")).hasSize(4);
        assertThat(results.at("/protocol/manipulators/0").asString()).matches("stargan@[0-9a-f]{12}");
        JsonNode cell = results.at("/summary/cells/0");
        assertThat(cell.at("/l2/low").asDouble())
                .isLessThanOrEqualTo(cell.at("/l2/value").asDouble());
        assertThat(cell.at("/l2/high").asDouble())
                .isGreaterThanOrEqualTo(cell.at("/l2/value").asDouble());
        assertThat(cell.get("trials").asInt() + cell.get("idle").asInt()).isEqualTo(3 * 5);
        assertThat(results.at("/failures")).hasSize(2);
    }

    @Test
    void spreadsheetsGetEveryTrial() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("report/trials.csv"));

        // Three faces, two transforms, five edits, protected and noise.
        assertThat(lines).hasSize(1 + 3 * 2 * 5 * 2);
        assertThat(lines.get(0)).startsWith("photo,person,face,treatment,manipulator,edit,transform,");
        int columns = lines.get(0).split(",", -1).length;
        assertThat(lines).allMatch(line -> line.split(",", -1).length == columns);
    }

    @Test
    void papersGetTheTableOfIdGuard() throws IOException {
        assertThat(Files.readString(folder.resolve("report/tables.md")))
                .contains(
                        "### Protection\n",
                        "DSR / L2_face / ID-sim",
                        "| method | threshold | stargan |",
                        "### Protection after jpeg:75\n")
                .containsPattern("\\| id-guard \\| papers' \\| [01]\\.\\d{3} / [-.\\de]+ / [-.\\de]+ \\|")
                .containsPattern("\\| uniform noise \\| papers' \\| ");
    }

    @Test
    void peopleGetAPageThatABrowserShowsWithAllItsPictures() throws Exception {
        Optional<Browser> browser = Browser.installed();
        assumeTrue(browser.isPresent(), "needs Chromium");
        Path probed = folder.resolve("report/probed.html");
        Files.writeString(
                probed, Files.readString(folder.resolve("report/index.html")).replace("</body>", PROBE));

        // Success by the papers' threshold, PSNR and SSIM; then a contact sheet for each photo.
        assertThat(title(browser.get().dom(probed, folder)))
                .isEqualTo("shown ".repeat(6).strip());
    }

    @Test
    void aRunThatWasStoppedGoesOnWhereItWas() throws Exception {
        Path journal = folder.resolve("report/photos.jsonl");
        List<String> lines = Files.readAllLines(journal);
        String trials = Files.readString(folder.resolve("report/trials.csv"));
        String left = lines.get(0) + "\n" + lines.get(1).substring(0, 40);
        Files.writeString(journal, left);

        evaluate("none,jpeg:75");

        String name = JsonMapper.shared().readTree(lines.get(0)).get("name").asString();
        assertThat(err.toString().lines().filter(line -> line.contains("was done before")))
                .singleElement()
                .asString()
                .contains(name);
        assertThat(folder.resolve("report/trials.csv")).hasContent(trials);
    }

    @Test
    void aFolderOfOtherConditionsIsNotMixedIn() throws Exception {
        String results = Files.readString(folder.resolve("report/results.json"));

        assertThat(evaluate("none")).isEqualTo(1);

        assertThat(err.toString()).contains("other conditions");
        assertThat(folder.resolve("report/results.json")).hasContent(results);
    }

    @Test
    void whatIsUnknownIsWrongUsage() {
        assertThat(evaluate("upscale:2")).isEqualTo(2);
        assertThat(err.toString()).contains("upscale:2", "jpeg:<number>");
    }

    @Test
    void aCeilingIsKeptInTheCard() throws Exception {
        Path manifest = folder.resolve("bundle/bundle.json");
        JsonNode before = JsonMapper.shared().readTree(manifest);

        assertThat(run("ceiling", photos().toString(), "--faces", "2", "--steps", "3"))
                .isZero();

        JsonNode after = JsonMapper.shared().readTree(manifest);
        JsonNode ceiling = after.at("/models/0/figures/ceiling");
        assertThat(ceiling.get("l2").asDouble()).isPositive();
        assertThat(ceiling.get("steps").asInt()).isEqualTo(3);
        assertThat(ceiling.get("epsilon").asDouble()).isCloseTo(0.05, within(1e-6));
        assertThat(after.at("/models/0/sha256")).isEqualTo(before.at("/models/0/sha256"));
        assertThat(after.at("/models/1")).isEqualTo(before.at("/models/1"));
        assertThat(after.get("models")).hasSize(3);
    }

    private static int evaluate(String transforms) {
        return run(
                "evaluate",
                photos().toString(),
                "--manipulators",
                "stargan",
                "--transforms",
                transforms,
                "--person",
                "(.+)_\\d+",
                "-o",
                folder.resolve("report").toString());
    }

    private static Path photos() {
        return folder.resolve("photos");
    }

    private static int run(String... arguments) {
        CommandLine commands = Faceward.commands(service);
        err = new StringWriter();
        commands.setErr(new PrintWriter(err, true));
        commands.setOut(new PrintWriter(new StringWriter(), true));
        return commands.execute(arguments);
    }

    private static String title(String dom) {
        Matcher title = Pattern.compile("<title>(.*)</title>").matcher(dom);
        assertThat(title.find()).as(dom).isTrue();
        return title.group(1);
    }
}
