package io.faceward.evaluate.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is done of a run: one line of JSON for every photo, written at once, so that a run that was stopped goes on where it
 * was. Thread-safe.
 */
final class Journal implements AutoCloseable {

    private static final String PROTOCOL = "protocol.json";
    private static final String LINES = "photos.jsonl";

    private final Map<String, Line> done = new LinkedHashMap<>();
    private final Writer writer;

    private Journal(Path file) throws IOException {
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                read(line);
            }
        }
        // Anew and whole, because the last line of a killed run may be half a one.
        writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        for (Line line : done.values()) {
            write(line);
        }
    }

    /**
     * Opens the journal of a folder.
     *
     * @throws FileAlreadyExistsException when the folder holds a run under another protocol
     */
    static Journal open(Path folder, Protocol protocol) throws IOException {
        Path file = Files.createDirectories(folder).resolve(PROTOCOL);
        String conditions = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(protocol);
        if (Files.exists(file) && !Files.readString(file).equals(conditions)) {
            throw new FileAlreadyExistsException(
                    folder.toString(), null, "it holds a run under other conditions; see its " + PROTOCOL);
        }
        Files.writeString(file, conditions);
        return new Journal(folder.resolve(LINES));
    }

    private void read(String text) {
        try {
            Line line = JsonMapper.shared().readValue(text, Line.class);
            if (line.failure() == null) {
                done.put(line.name(), line);
            }
        } catch (JacksonException half) {
            // The photo is evaluated once more.
        }
    }

    synchronized boolean has(String name) {
        return done.containsKey(name);
    }

    synchronized void add(Line line) throws IOException {
        done.put(line.name(), line);
        write(line);
    }

    private void write(Line line) throws IOException {
        writer.write(JsonMapper.shared().writeValueAsString(line) + "\n");
        writer.flush();
    }

    /** Everything so far, by name. */
    synchronized Map<String, Line> lines() {
        return new LinkedHashMap<>(done);
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
