package io.faceward.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that works on jobs and tells its steps on its output. */
final class JobProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private JobProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** @param steps of a job that it takes on itself, or 0 for none */
    static JobProcess start(String url, Path folder, int steps) throws IOException {
        return new JobProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        JobProcess.class.getName(),
                        url,
                        folder.toString(),
                        Integer.toString(steps))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The rest of the next line that begins with a word. */
    String await(String word) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word + " ")) {
                return line.substring(word.length() + 1);
            }
        }
        throw new AssertionError("The process ended before it said '%s'".formatted(word));
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill}; returns once it has ended. */
    void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The process does not end");
        }
    }

    /** Sends a signal, for instance {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] args) throws InterruptedException {
        Replica replica = new Replica(args[0], Path.of(args[1]), Map.of("attempts", 2));
        Runtime.getRuntime().addShutdownHook(new Thread(replica::close));
        int steps = Integer.parseInt(args[2]);
        if (steps > 0) {
            Map<String, String> parameters = Map.of("steps", args[2], "millis", "50");
            Submission submission = new Submission(FakeHandler.OPERATION, "", null, parameters, new byte[] {1, 2, 3});
            say("job " + replica.jobs.submit(submission).job().id());
        }
        replica.start();
        say("ready now");
        int told = 0;
        while (true) {
            int done = replica.handler.steps.get();
            if (done > told) {
                say("step " + done);
                told = done;
            }
            for (String outcome : new String[] {"succeeded", "dropped"}) {
                if (replica.meters
                                .find("faceward.jobs.execution")
                                .tag("outcome", outcome)
                                .timer()
                        != null) {
                    say("ended " + outcome);
                }
            }
            Thread.sleep(10);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
