package io.faceward.cli;

import io.faceward.evaluate.Plan;
import io.faceward.evaluate.Plans;
import io.faceward.evaluate.report.Assignment;
import io.faceward.evaluate.report.Results;
import io.faceward.evaluate.report.Sample;
import io.faceward.evaluate.report.Study;
import io.faceward.problem.ServiceException;
import io.faceward.protect.Parameters;
import io.faceward.protect.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Evaluates the protection of files and folders; a photo that fails does not keep the others from it. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Protects photos, puts them through manipulators and writes a report: JSON, CSV, Markdown and HTML.",
            "A run that was stopped goes on when it is started again."
        })
@SuppressWarnings("NullAway.Init")
final class EvaluateCommand implements Callable<Integer> {

    private static final String TRANSFORMS = "none,jpeg:75,resize:0.5,blur:1";

    @ParentCommand
    private Faceward faceward;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PhotoInputs inputs;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the report; it is made if absent")
    private Path output;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first so many photos")
    private @Nullable Integer limit;

    @Option(
            names = "--manipulators",
            defaultValue = "all",
            description = "Ids, separated by commas (default: ${DEFAULT-VALUE})")
    private String manipulators;

    @Option(
            names = "--transforms",
            defaultValue = TRANSFORMS,
            description = "What happens on the way to the attacker (default: ${DEFAULT-VALUE}); see the README")
    private String transforms;

    @Option(
            names = "--attacked",
            split = ",",
            description = "Manipulators that the protection was made against, for TE; default: as its card tells")
    private @Nullable Set<String> attacked;

    @Option(
            names = "--person",
            paramLabel = "REGEX",
            description = "Whose first group is the person in a file's name without extension, for instance"
                    + " '(.+)_\\d+'; a photo that it does not match, and every one without it, is of another person")
    private @Nullable Pattern person;

    @Option(
            names = "--sheets",
            defaultValue = "24",
            paramLabel = "N",
            description = "Contact sheets for the first so many photos (default: ${DEFAULT-VALUE})")
    private int sheets;

    @Mixin
    private ProtectionOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = options.settings(faceward.bean(Parameters.class), spec);
        Plan plan = plan(settings);
        List<Sample> samples = samples();
        PrintWriter err = spec.commandLine().getErr();
        Results results;
        try (Progress progress = Progress.of("evaluate", samples.size(), err)) {
            Assignment assignment = new Assignment(samples, settings, options.values(), plan, attacked, sheets, output);
            results = faceward.bean(Study.class).run(assignment, progress::done);
        }
        results.failures().forEach((name, reason) -> err.println(name + ": " + reason));
        err.printf(
                "%d of %d evaluated in %.1f minutes, %.0f %% of them in networks; see %s%n",
                samples.size() - results.failures().size(),
                samples.size(),
                results.effort().seconds() / 60,
                100 * results.effort().networkShare(),
                output.resolve("index.html"));
        return results.failures().isEmpty() ? 0 : 1;
    }

    private Plan plan(Settings settings) {
        try {
            return faceward.bean(Plans.class)
                    .readControlled(
                            Map.of("manipulators", manipulators, "transforms", transforms),
                            settings.seed() == null ? 1 : settings.seed());
        } catch (ServiceException refusal) {
            throw new ParameterException(spec.commandLine(), refusal.problem().title() + ": " + refusal.getMessage());
        }
    }

    private List<Sample> samples() {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (Source source : inputs.sources(spec)) {
            // Files of the same name in two of the inputs are told apart by their whole paths.
            String name = source.relative().toString();
            String free = samples.containsKey(name) ? source.file().toString() : name;
            samples.put(free, new Sample(source.file(), free, person(source.file(), free)));
        }
        return samples.values().stream()
                .limit(limit == null ? Long.MAX_VALUE : limit)
                .toList();
    }

    /** Where the pattern has nothing to say, the photo is of a person of its own. */
    private String person(Path file, String name) {
        if (person == null) {
            return name;
        }
        Matcher matcher = person.matcher(file.getFileName().toString().replaceFirst("\\.[^.]*$", ""));
        String found = matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : null;
        return found == null ? name : found;
    }
}
