package io.faceward.protect.web;

import io.faceward.problem.Problem;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What a client accepts, as its Accept header tells (RFC 9110, 12.5.1). Immutable. */
public record Accept(List<MediaType> ranges) {

    /**
     * Reads the header; an absent or empty one accepts everything.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#MALFORMED_REQUEST} for one that cannot be read
     */
    public static Accept of(@Nullable String header) {
        try {
            List<MediaType> ranges = MediaType.parseMediaTypes(header);
            return new Accept(ranges.isEmpty() ? List.of(MediaType.ALL) : ranges);
        } catch (InvalidMediaTypeException malformed) {
            throw Problem.MALFORMED_REQUEST
                    .because("The Accept header cannot be read")
                    .causedBy(malformed);
        }
    }

    /** The weight of the most specific range that covers the type, or 0. */
    public double quality(MediaType type) {
        return ranges.stream()
                .filter(range -> range.includes(type))
                .max(Comparator.comparingInt(range -> range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }
}
