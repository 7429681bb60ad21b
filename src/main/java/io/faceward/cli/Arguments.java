package io.faceward.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a process was started with, taken apart.
 *
 * @param command a command with its own options; empty to serve
 * @param configuration properties of the application, such as {@code --server.port=80}
 */
public record Arguments(List<String> command, List<String> configuration) {

    /** Properties of the application have a dot in their name, options of a command have none. */
    private static final Pattern PROPERTY = Pattern.compile("--[a-zA-Z-]+\\.[^=]+(=.*)?", Pattern.DOTALL);

    /** Takes the arguments of a process apart. */
    public static Arguments of(String... arguments) {
        Map<Boolean, List<String>> parts = Arrays.stream(arguments)
                .collect(Collectors.partitioningBy(
                        argument -> PROPERTY.matcher(argument).matches()));
        return new Arguments(parts.getOrDefault(false, List.of()), parts.getOrDefault(true, List.of()));
    }

    /** Whether no command is named, so that the process serves. */
    public boolean serve() {
        return command.isEmpty();
    }
}
