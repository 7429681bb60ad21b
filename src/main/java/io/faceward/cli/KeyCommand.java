package io.faceward.cli;

import io.faceward.access.ApiKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code key}: a new key for a client. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Makes a key. It is shown once; the key file of a service gets a line with its hash.",
            "A client may have several keys: add the new one, hand it out, then remove the old one."
        })
@SuppressWarnings("NullAway.Init")
final class KeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--client", required = true, paramLabel = "NAME", description = "Whose key it is")
    private String client;

    @Option(
            names = "--scopes",
            defaultValue = "protect",
            description = "Some of protect, evaluate, admin, separated by commas (default: ${DEFAULT-VALUE})")
    private String scopes;

    @Option(names = "--expires", paramLabel = "DAY", description = "First day without the key, such as 2030-01-31")
    private @Nullable LocalDate expires;

    @Option(names = "--file", description = "Key file that gets the line; without it the line is printed")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        String key = ApiKey.generate();
        String line = line(key);
        PrintWriter out = spec.commandLine().getOut();
        if (file == null) {
            out.printf("key:  %s%nline: %s%n", key, line);
        } else {
            append(file, line);
            out.println(key);
        }
        return 0;
    }

    private String line(String key) {
        try {
            return ApiKey.of(key, client, ApiKey.scopes(scopes), expires).line();
        } catch (IllegalArgumentException refusal) {
            throw new ParameterException(spec.commandLine(), refusal.getMessage());
        }
    }

    /** Begins a line of its own, also where the last one was left open. */
    private static void append(Path file, String line) throws IOException {
        String before = Files.exists(file) && !endsLine(Files.readString(file)) ? System.lineSeparator() : "";
        Files.writeString(
                file, before + line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static boolean endsLine(String text) {
        return text.isEmpty() || text.endsWith("\n");
    }
}
