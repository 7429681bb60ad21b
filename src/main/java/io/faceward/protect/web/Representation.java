package io.faceward.protect.web;

import io.faceward.image.ImageFormat;
import io.faceward.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
        Accept accepted = Accept.of(accept);
        double image = images.stream().mapToDouble(accepted::quality).max().orElse(0);
        double report = accepted.quality(MediaType.APPLICATION_JSON);
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
}
