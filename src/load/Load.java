import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads a running service and tells how it bears it; see README.md. {@code java src/load/Load.java SCENARIO [--name value]...} */
public final class Load {

    /** What became of a request: its status, or 0 for one that got no answer, or -1 for one that found no server. */
    private record Answer(int status, double sentAt, double millis, boolean hostile) {}

    /** Fewest moments that a trend is told of. */
    private static final int MOMENTS = 3;

    /** Resident memory at a moment. */
    private record Memory(double seconds, int answers, double megabytes) {}

    /** Growth by least squares, in MB per 1,000 answers, and its standard error. */
    private record Trend(double perThousand, double error) {

        static Trend of(List<Memory> some) {
            double meanX = some.stream().mapToInt(Memory::answers).average().orElseThrow();
            double meanY = some.stream().mapToDouble(Memory::megabytes).average().orElseThrow();
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (Memory one : some) {
                xx += (one.answers - meanX) * (one.answers - meanX);
                xy += (one.answers - meanX) * (one.megabytes - meanY);
                yy += (one.megabytes - meanY) * (one.megabytes - meanY);
            }
            return xx == 0
                    ? new Trend(0, 0)
                    : new Trend(1e3 * xy / xx, 1e3 * Math.sqrt(Math.max(0, yy - xy * xy / xx) / (some.size() - 2) / xx));
        }
    }

    /** Until both sides have compiled what a request needs. */
    private static final int WARM_UP = 20;

    private final Map<String, String> options;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Memory> memory = new ArrayList<>();
    private final List<Memory> atRest = new ArrayList<>();
    private final Random random = new Random(1);
    private final byte[] photo;
    private final List<byte[]> hostile = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final long start = System.nanoTime();

    /** When the service was told to end. */
    private volatile double told = Double.MAX_VALUE;

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
        // A connection for each request, as from many clients; and none that is closed while a request is on its way.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
        Load load = new Load(options);
        switch (args.length == 0 ? "" : args[0]) {
            case "capacity" -> load.capacity();
            case "burst" -> load.burst();
            case "rate" -> load.rate();
            case "slow" -> load.slow();
            case "terminate" -> load.terminate();
            case "jobs" -> load.jobs();
            default -> {
                System.err.println("capacity | burst | rate | slow | terminate | jobs, see src/load/README.md");
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

    /** So many requests at once, or that many milliseconds apart: those that find no place are refused without delay. */
    private void burst() throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            send().join();
        }
        answers.clear();
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < number("requests", 200); i++) {
            sent.add(send());
            pause(number("apart", 0) / 1e3);
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
                told = seconds();
                ended.complete("SIGTERM after %.1f s".formatted(told));
                service.destroy();
                watch(service);
            }
        });
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
        service.onExit().get(2, TimeUnit.MINUTES);
        System.out.println(ended.get());
        report();
    }

    /** One job after the other, each followed to its end and fetched; and the memory meanwhile. */
    private void jobs() throws Exception {
        String[] urls = urls();
        for (int i = 0; i < number("jobs", 200); i++) {
            double sentAt = seconds();
            int status;
            try {
                URI service = URI.create(urls[i % urls.length]);
                HttpResponse<Void> accepted = client.send(
                        request(service, photo).header("Prefer", "respond-async").build(), BodyHandlers.discarding());
                status = accepted.statusCode();
                if (status == 202) {
                    String job = service.resolve(accepted.headers().firstValue("Location").orElseThrow()) + "/";
                    client.send(authorized(job + "events").build(), BodyHandlers.discarding());
                    status = client.send(authorized(job + "result").build(), BodyHandlers.discarding()).statusCode();
                }
            } catch (IOException failure) {
                status = status(null, failure);
            }
            answers.add(new Answer(status, sentAt, 1e3 * (seconds() - sentAt), false));
            measure();
        }
        report();
    }

    /** Clients that send a byte a second, beside one that is served: when and how the service is done with them. */
    private void slow() throws Exception {
        URI service = URI.create(urls()[0]);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<String>> ends = new ArrayList<>();
        for (int i = 0; i < number("clients", 200); i++) {
            ends.add(threads.submit(() -> trickle(service)));
        }
        List<CompletableFuture<Void>> sent = arrivals(number("seconds", 90), () -> {});
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
        Map<String, Integer> ended = new TreeMap<>();
        for (Future<String> end : ends) {
            ended.merge(end.isDone() ? end.get() : "still served", 1, Integer::sum);
        }
        System.out.println("slow clients: " + ended);
        report();
    }

    private String trickle(URI service) throws IOException {
        double begin = seconds();
        String status = "closed";
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(1000);
            socket.getOutputStream()
                    .write(("POST " + service.getPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
                                    + "Content-Length: 1000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            while (true) {
                socket.getOutputStream().write('x');
                try {
                    String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                    status = answer.isEmpty() ? "closed" : answer.substring(answer.indexOf(' ') + 1);
                    break;
                } catch (SocketTimeoutException silence) {
                    // A second has passed.
                }
            }
        } catch (SocketException reset) {
            status = "reset";
        }
        return status + " after %.0f s".formatted(seconds() - begin);
    }

    private void watch(ProcessHandle service) {
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

    /** Requests at their times; after each window a rest, where that is asked for, in which all are answered. */
    private List<CompletableFuture<Void>> arrivals(int duration, Runnable each) {
        double rate = Double.parseDouble(options.getOrDefault("rate", "10"));
        int rest = number("rest", 0);
        int window = rest > 0 ? number("window", duration) : duration;
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int from = 0; from < duration; from += window) {
            double begin = seconds();
            for (int i = 0; seconds() - begin < Math.min(window, duration - from); i++) {
                pause(begin + i / rate - seconds());
                each.run();
                sent.add(send());
                measure();
            }
            if (rest > 0) {
                CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
                pause(rest);
                resident().ifPresent(atRest::add);
            }
        }
        return sent;
    }

    /** One service, or several that take turns as behind a plain round-robin. */
    private String[] urls() {
        return options.getOrDefault("url", "http://localhost:8080/protect?no-face=pass-through").split(",");
    }

    private CompletableFuture<Void> send() {
        boolean bad = !hostile.isEmpty() && random.nextDouble() < Double.parseDouble(options.getOrDefault("hostile", "0.02"));
        byte[] body = bad ? hostile.get(random.nextInt(hostile.size())) : photo;
        String[] urls = urls();
        HttpRequest request = request(URI.create(urls[Math.floorMod(turn.getAndIncrement(), urls.length)]), body)
                .header("Connection", "close")
                .build();
        double sentAt = seconds();
        return client.sendAsync(request, BodyHandlers.discarding())
                .handle((answer, failure) -> {
                    answers.add(new Answer(status(answer, failure), sentAt, 1e3 * (seconds() - sentAt), bad));
                    return null;
                });
    }

    private HttpRequest.Builder request(URI service, byte[] body) {
        return authorized(service.toString())
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private HttpRequest.Builder authorized(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(2));
        if (options.containsKey("key")) {
            request.header("Authorization", "Bearer " + options.get("key"));
        }
        return request;
    }

    private static int status(HttpResponse<Void> answer, Throwable failure) {
        Throwable cause = failure instanceof ExecutionException || failure instanceof java.util.concurrent.CompletionException
                ? failure.getCause()
                : failure;
        return answer != null ? answer.statusCode() : cause instanceof ConnectException ? -1 : 0;
    }

    /** Once a second. */
    private void measure() {
        if (memory.isEmpty() || seconds() - memory.get(memory.size() - 1).seconds() >= 1) {
            resident().ifPresent(memory::add);
        }
    }

    /** Memory of the process, where it runs on this Linux. */
    private Optional<Memory> resident() {
        if (!options.containsKey("pid")) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(Path.of("/proc", options.get("pid"), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .map(megabytes -> new Memory(seconds(), answers.size(), megabytes));
        } catch (IOException ended) {
            options.remove("pid");
            return Optional.empty();
        }
    }

    private void report() {
        List<Answer> all = List.copyOf(answers);
        double duration = all.stream().mapToDouble(a -> a.sentAt() + a.millis() / 1e3).max().orElse(0)
                - all.stream().mapToDouble(Answer::sentAt).min().orElse(0);
        long good = all.stream().filter(a -> a.status() == 200).count();
        System.out.printf(Locale.ROOT, "%d requests in %.1f s: %s%n", all.size(), duration, statuses(all));
        System.out.printf(Locale.ROOT, "goodput %.2f per second%n", good / duration);
        System.out.println("answered " + percentiles(all.stream().filter(a -> a.status() == 200)));
        System.out.println("refused with 429 or 503 " + percentiles(all.stream().filter(a -> a.status() == 503 || a.status() == 429)));
        System.out.println("hostile " + percentiles(all.stream().filter(Answer::hostile)));
        double window = number("window", Math.max(1, (int) Math.ceil(duration / 2))) + number("rest", 0);
        Map<Integer, List<Answer>> windows = all.stream()
                .collect(Collectors.groupingBy(a -> (int) (a.sentAt() / window), TreeMap::new, Collectors.toList()));
        windows.forEach((number, some) -> System.out.printf(
                "from %.0f s: %s, answered %s%n",
                number * window, statuses(some), percentiles(some.stream().filter(a -> a.status() == 200))));
        tell("memory", memory);
        tell("memory at rest", atRest);
    }

    private static void tell(String what, List<Memory> moments) {
        List<Memory> secondHalf = moments.subList(moments.size() / 2, moments.size());
        if (secondHalf.size() >= MOMENTS) {
            Trend trend = Trend.of(secondHalf);
            System.out.printf(
                    Locale.ROOT,
                    "%s %.0f to %.0f MB, %.2f MB per 1,000 requests over the second half, standard error %.2f%n",
                    what,
                    moments.stream().mapToDouble(Memory::megabytes).min().orElseThrow(),
                    moments.stream().mapToDouble(Memory::megabytes).max().orElseThrow(),
                    trend.perThousand(),
                    trend.error());
        }
    }

    private static Map<Integer, Integer> statuses(List<Answer> some) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        some.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
        return statuses;
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

    /** A server error other than 503, or no answer to a request that was sent before the service was told to end. */
    private boolean failed() {
        return answers.stream()
                .anyMatch(a -> a.status() <= 0 && a.sentAt() < told || a.status() >= 500 && a.status() != 503);
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
