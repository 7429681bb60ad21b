import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Loads a running service and tells how it bears it; see README.md. {@code java src/load/Load.java SCENARIO [--name value]...} */
public final class Load {

    /** What became of a request: its status, or 0 for one that got no answer, or -1 for one that found no server. */
    private record Answer(int status, double sentAt, double millis, boolean hostile) {}

    /** Resident memory at a moment. */
    private record Memory(double seconds, int answers, double megabytes) {}

    private final Map<String, String> options;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Memory> memory = new ArrayList<>();
    private final Random random = new Random(1);
    private final byte[] photo;
    private final List<byte[]> hostile = new ArrayList<>();
    private final long start = System.nanoTime();

    private Load(Map<String, String> options) throws IOException {
        this.options = options;
        this.photo = Files.readAllBytes(Path.of(options.getOrDefault("photo", "src/main/resources/sample/portrait.jpg")));
        if (options.containsKey("hostile-from")) {
            try (Stream<Path> files = Files.list(Path.of(options.get("hostile-from")))) {
                for (Path file : files.sorted().toList()) {
                    hostile.add(Files.readAllBytes(file));
                }
            }
        }
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < args.length; i += 2) {
            options.put(args[i].replaceFirst("^--", ""), args[i + 1]);
        }
        Load load = new Load(options);
        switch (args.length == 0 ? "" : args[0]) {
            case "capacity" -> load.capacity();
            case "burst" -> load.burst();
            case "rate" -> load.rate();
            case "terminate" -> load.terminate();
            default -> {
                System.err.println("capacity | burst | rate | terminate, see src/load/README.md");
                System.exit(2);
            }
        }
        System.exit(load.failed() ? 1 : 0);
    }

    /** As many clients as asked for, each sending as soon as it was answered: the goodput is what the service can do. */
    private void capacity() throws Exception {
        int clients = number("clients", 4);
        double end = seconds() + number("seconds", 30);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        for (int i = 0; i < clients; i++) {
            threads.submit(() -> {
                while (seconds() < end) {
                    send().join();
                }
            });
        }
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.HOURS);
        report();
    }

    /** So many requests at once: those that find a place are answered, the others refused without delay. */
    private void burst() throws Exception {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < number("requests", 200); i++) {
            sent.add(send());
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
        report();
    }

    /** So many requests per second, whether they are answered or not, some of them hostile; and the memory meanwhile. */
    private void rate() throws Exception {
        List<CompletableFuture<Void>> sent = arrivals(number("seconds", 60), () -> {});
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
        report();
    }

    /** Sends SIGTERM amid the load: what was accepted is answered, and the readiness probe tells at once. */
    private void terminate() throws Exception {
        ProcessHandle service = ProcessHandle.of(Long.parseLong(options.get("pid"))).orElseThrow();
        int half = number("seconds", 10) / 2;
        CompletableFuture<String> ended = new CompletableFuture<>();
        List<CompletableFuture<Void>> sent = arrivals(2 * half, () -> {
            if (!ended.isDone() && seconds() >= half) {
                ended.complete("SIGTERM after %.1f s".formatted(seconds()));
                service.destroy();
                watch(service);
            }
        });
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
        System.out.println(ended.get());
        report();
    }

    private void watch(ProcessHandle service) {
        double told = seconds();
        Thread watcher = new Thread(() -> {
            boolean refusing = false;
            while (service.isAlive()) {
                int status = readiness();
                if (!refusing && status != 200) {
                    System.out.printf(Locale.ROOT, "readiness is %d after %.2f s%n", status, seconds() - told);
                    refusing = true;
                }
                pause(0.02);
            }
            System.out.printf(Locale.ROOT, "the process ended after %.2f s%n", seconds() - told);
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    private int readiness() {
        try {
            URI probe = URI.create(options.getOrDefault("management", "http://localhost:8081") + "/actuator/health/readiness");
            return client.send(HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(1)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException gone) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private List<CompletableFuture<Void>> arrivals(int duration, Runnable each) {
        double rate = Double.parseDouble(options.getOrDefault("rate", "10"));
        double begin = seconds();
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; seconds() - begin < duration; i++) {
            pause(begin + i / rate - seconds());
            each.run();
            sent.add(send());
            measure();
        }
        return sent;
    }

    private CompletableFuture<Void> send() {
        boolean bad = !hostile.isEmpty() && random.nextDouble() < Double.parseDouble(options.getOrDefault("hostile", "0.02"));
        byte[] body = bad ? hostile.get(random.nextInt(hostile.size())) : photo;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(options.getOrDefault("url", "http://localhost:8080/protect?no-face=pass-through")))
                .header("Content-Type", "image/jpeg")
                .timeout(Duration.ofMinutes(2))
                .POST(BodyPublishers.ofByteArray(body));
        if (options.containsKey("key")) {
            request.header("Authorization", "Bearer " + options.get("key"));
        }
        double sentAt = seconds();
        return client.sendAsync(request.build(), BodyHandlers.discarding())
                .handle((answer, failure) -> {
                    answers.add(new Answer(status(answer, failure), sentAt, 1e3 * (seconds() - sentAt), bad));
                    return null;
                });
    }

    private static int status(HttpResponse<Void> answer, Throwable failure) {
        Throwable cause = failure instanceof ExecutionException || failure instanceof java.util.concurrent.CompletionException
                ? failure.getCause()
                : failure;
        return answer != null ? answer.statusCode() : cause instanceof ConnectException ? -1 : 0;
    }

    /** Once a second, where the process runs on this Linux. */
    private void measure() {
        if (!options.containsKey("pid") || (!memory.isEmpty() && seconds() - memory.get(memory.size() - 1).seconds() < 1)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(Path.of("/proc", options.get("pid"), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    double megabytes = Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                    memory.add(new Memory(seconds(), answers.size(), megabytes));
                }
            }
        } catch (IOException ended) {
            options.remove("pid");
        }
    }

    private void report() {
        List<Answer> all = List.copyOf(answers);
        Map<Integer, Integer> statuses = new TreeMap<>();
        all.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
        double duration = all.stream().mapToDouble(a -> a.sentAt() + a.millis() / 1e3).max().orElse(0)
                - all.stream().mapToDouble(Answer::sentAt).min().orElse(0);
        long good = all.stream().filter(a -> a.status() == 200).count();
        System.out.printf(Locale.ROOT, "%d requests in %.1f s: %s%n", all.size(), duration, statuses);
        System.out.printf(Locale.ROOT, "goodput %.2f per second%n", good / duration);
        System.out.println("answered " + percentiles(all.stream().filter(a -> a.status() == 200)));
        System.out.println("refused with 429 or 503 " + percentiles(all.stream().filter(a -> a.status() == 503 || a.status() == 429)));
        System.out.println("hostile " + percentiles(all.stream().filter(Answer::hostile)));
        double middle = all.stream().mapToDouble(Answer::sentAt).average().orElse(0);
        System.out.println("first half " + percentiles(all.stream().filter(a -> a.status() == 200 && a.sentAt() < middle)));
        System.out.println("second half " + percentiles(all.stream().filter(a -> a.status() == 200 && a.sentAt() >= middle)));
        if (memory.size() > 2) {
            System.out.printf(
                    Locale.ROOT,
                    "memory %.0f to %.0f MB, %.2f MB per 1,000 requests over the second half%n",
                    memory.stream().mapToDouble(Memory::megabytes).min().orElse(0),
                    memory.stream().mapToDouble(Memory::megabytes).max().orElse(0),
                    slope(memory.subList(memory.size() / 2, memory.size())));
        }
    }

    private static String percentiles(Stream<Answer> some) {
        double[] millis = some.mapToDouble(Answer::millis).sorted().toArray();
        return millis.length == 0
                ? "none"
                : "%d: p50 %.0f, p90 %.0f, p99 %.0f, longest %.0f ms".formatted(
                        millis.length,
                        millis[millis.length / 2],
                        millis[millis.length * 9 / 10],
                        millis[millis.length * 99 / 100],
                        millis[millis.length - 1]);
    }

    /** By least squares, after the warm-up. */
    private static double slope(List<Memory> some) {
        double x = some.stream().mapToDouble(Memory::answers).average().orElse(0);
        double y = some.stream().mapToDouble(Memory::megabytes).average().orElse(0);
        double xy = some.stream().mapToDouble(m -> (m.answers() - x) * (m.megabytes() - y)).sum();
        double xx = some.stream().mapToDouble(m -> Math.pow(m.answers() - x, 2)).sum();
        return xx == 0 ? 0 : 1e3 * xy / xx;
    }

    /** A server error other than 503, or a request that was accepted and got no answer. */
    private boolean failed() {
        return answers.stream().anyMatch(a -> a.status() == 0 || a.status() >= 500 && a.status() != 503);
    }

    private int number(String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(otherwise)));
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void pause(double seconds) {
        if (seconds > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep((long) (1e9 * seconds));
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }
}
