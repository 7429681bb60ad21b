package io.faceward.evaluate.report;

import com.samskivert.mustache.Mustache;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** HTML from the templates of the jar; every value is escaped. Thread-safe. */
public final class Page {

    private static final Mustache.Compiler COMPILER = Mustache.compiler().withLoader(Page::template);

    private Page() {}

    /**
     * Fills a template in.
     *
     * @param template its name, without the extension
     * @param model a map or an object whose accessors the template names
     */
    public static String render(String template, Object model) {
        try (Reader text = template(template)) {
            return COMPILER.compile(text).execute(model);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Reader template(String name) throws IOException {
        var in = Page.class.getResourceAsStream("/evaluate/" + name + ".mustache");
        if (in == null) {
            throw new FileNotFoundException(name + ".mustache");
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
