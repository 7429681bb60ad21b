package io.faceward.protect.web;

import io.faceward.model.ModelCard;
import io.faceward.protect.ProtectedPhoto;
import io.faceward.protect.ProtectedPhoto.Outcome;
import io.faceward.protect.ProtectedPhoto.ProtectedFace;
import io.faceward.protect.Quality;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/** The figures of a protection as response headers. */
final class ProtectHeaders {

    /** Enough hexadecimal digits to tell any two models apart, few enough to read. */
    private static final int SHA256_PREFIX = 12;

    private ProtectHeaders() {}

    static Map<String, String> of(ProtectedPhoto photo) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Faceward-Faces", Integer.toString(photo.faces().size()));
        headers.put("Faceward-Method", photo.method().slug());
        Outcome outcome = photo.outcome();
        if (outcome != null) {
            headers.put(
                    "Faceward-Model",
                    outcome.models().stream().map(ProtectHeaders::name).collect(Collectors.joining(", ")));
            Quality quality = outcome.regions();
            headers.put("Faceward-Psnr", number("%.2f", quality.psnr()));
            if (quality.ssim() != null) {
                headers.put("Faceward-Ssim", number("%.4f", quality.ssim()));
            }
        }
        photo.faces().stream()
                .map(ProtectedFace::disruption)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .ifPresent(least -> headers.put("Faceward-Disruption", number("%.2f", least)));
        headers.put(
                "Server-Timing",
                photo.timings().entrySet().stream()
                        .map(stage -> stage.getKey()
                                + number(";dur=%.1f", stage.getValue().toNanos() / 1e6))
                        .collect(Collectors.joining(", ")));
        headers.put(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
        return headers;
    }

    private static String name(ModelCard model) {
        String sha256 = model.sha256();
        return model.id() + "@" + sha256.substring(0, Math.min(SHA256_PREFIX, sha256.length()));
    }

    private static String number(String format, double value) {
        return Double.isInfinite(value) ? "inf" : String.format(Locale.ROOT, format, value);
    }
}
