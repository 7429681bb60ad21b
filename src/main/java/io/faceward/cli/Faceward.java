package io.faceward.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands. */
@Command(
        name = "faceward",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Protects the faces of photos against deepfake models.",
            "Without a command it serves HTTP; configuration such as --faceward.image.max-bytes=5MB goes with every command."
        },
        subcommands = {
            ProtectCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            CeilingCommand.class,
            TableOneCommand.class,
            BenchCommand.class,
            KeyCommand.class,
            ImportCommand.class,
            TrainCommand.class,
            SamplePhotoCommand.class,
            PackFacesCommand.class
        })
public final class Faceward implements Runnable {

    private final Service service;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Faceward(Service service) {
        this.service = service;
    }

    /**
     * Runs the command that the arguments name and returns its exit code: 0 done, 1 failed, 2 wrong usage.
     *
     * @param application the class whose context gives the commands their beans
     */
    public static int run(Class<?> application, Arguments arguments) {
        try (Service service = new Service(application, arguments.configuration())) {
            return commands(service).execute(arguments.command().toArray(String[]::new));
        }
    }

    static CommandLine commands(Service service) {
        return new CommandLine(new Faceward(service)).setExecutionExceptionHandler(Faceward::failed);
    }

    /** A bean of the service for a command; the first call starts the context. */
    <T> T bean(Class<T> type) {
        return service.bean(type);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println(command.getCommandName() + ": " + failure.getMessage());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
