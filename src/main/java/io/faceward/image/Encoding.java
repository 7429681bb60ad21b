package io.faceward.image;

import io.faceward.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How an image is to be written. Immutable.
 *
 * @param format file format; {@code null}: the source's
 * @param quality 1 to 100 for JPEG and lossy WebP, ignored for PNG; {@code null}: the source's, but not below the
 *     configured floor
 * @param metadata what is kept of the source's metadata
 */
public record Encoding(
        @Nullable ImageFormat format, @Nullable Integer quality, MetadataPolicy metadata) {

    /** @throws io.faceward.problem.ServiceException {@link Problem#BAD_PARAMETER} for a quality outside 1 to 100 */
    public Encoding {
        if (quality != null && (quality < 1 || quality > 100)) {
            throw Problem.BAD_PARAMETER.because("The quality must be 1 to 100").limit(100, quality);
        }
    }
}
