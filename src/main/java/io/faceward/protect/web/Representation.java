package io.faceward.protect.web;

import io.faceward.image.ImageFormat;
import io.faceward.problem.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What the client gets: the image, or the report with the image in it. */
enum Representation {
    IMAGE,
    REPORT;

    /**
     * The representation that an Accept header prefers; the image where it does not care.
     *
     * @param format the format of the answer, or null while it may be any
     * @throws io.faceward.problem.ServiceException {@link Problem#NOT_ACCEPTABLE} when the header allows neither
     */
    static Representation of(@Nullable String accept, @Nullable ImageFormat format) {
        List<MediaType> images = (format == null ? Arrays.stream(ImageFormat.values()) : Stream.of(format))
                .map(ImageFormat::mediaType)
                .map(MediaType::parseMediaType)
                .toList();
        List<MediaType> accepted = parse(accept);
        double image = images.stream()
                .mapToDouble(type -> quality(type, accepted))
                .max()
                .orElse(0);
        double report = quality(MediaType.APPLICATION_JSON, accepted);
        if (Math.max(image, report) == 0) {
            throw Problem.NOT_ACCEPTABLE
                    .because("The answer is the image or application/json; 'format' chooses the image's type")
                    .with(
                            "offered",
                            Stream.concat(images.stream(), Stream.of(MediaType.APPLICATION_JSON))
                                    .map(MediaType::toString)
                                    .toList());
        }
        return report > image ? REPORT : IMAGE;
    }

    private static List<MediaType> parse(@Nullable String accept) {
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(accept);
            return accepted.isEmpty() ? List.of(MediaType.ALL) : accepted;
        } catch (InvalidMediaTypeException malformed) {
            throw Problem.MALFORMED_REQUEST
                    .because("The Accept header cannot be read")
                    .causedBy(malformed);
        }
    }

    /** The weight of the most specific range that covers the type (RFC 9110, 12.5.1), or 0. */
    private static double quality(MediaType type, List<MediaType> accepted) {
        return accepted.stream()
                .filter(range -> range.includes(type))
                .max(Comparator.comparingInt(range -> range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }
}
