package io.faceward.jobs.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client prefers, as its Prefer header tells (RFC 7240); what is not understood is ignored. Immutable.
 *
 * @param respondAsync whether it would rather be told where to look for the answer than wait for it
 * @param patience how long it will wait for the answer, or null if it does not say
 */
public record Prefer(boolean respondAsync, @Nullable Duration patience) {

    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?");

    public static Prefer of(HttpServletRequest request) {
        List<String> preferences = Collections.list(request.getHeaders("Prefer")).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(preference -> preference.strip().toLowerCase(Locale.ROOT))
                .toList();
        return new Prefer(
                preferences.contains("respond-async"),
                preferences.stream()
                        .map(WAIT::matcher)
                        .filter(Matcher::matches)
                        .findFirst()
                        .map(wait -> Duration.ofSeconds(Long.parseLong(wait.group(1))))
                        .orElse(null));
    }
}
