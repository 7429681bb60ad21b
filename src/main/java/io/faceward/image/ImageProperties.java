package io.faceward.image;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of what is decoded and floors of what is encoded. Immutable.
 *
 * @param maxBytes largest upload
 * @param maxPixels most pixels, width times height, of an image; checked before any pixel is decoded
 * @param maxInflated largest colour profile or text that a compressed PNG chunk may inflate to
 * @param maxBlocks most segments (JPEG) or chunks (PNG, WebP) in a file
 * @param maxScans most scans in a progressive JPEG; each costs a pass over the whole picture
 * @param jpegQuality lowest quality (1 to 100) of a JPEG whose quality the caller leaves open
 * @param webpQuality lowest quality (1 to 100) of a lossy WebP whose quality the caller leaves open
 */
@Validated
@ConfigurationProperties("faceward.image")
public record ImageProperties(
        @DefaultValue("20MB") @NotNull DataSize maxBytes,
        @DefaultValue("50000000") @Min(1) long maxPixels,
        @DefaultValue("4MB") @NotNull DataSize maxInflated,
        @DefaultValue("65536") @Min(16) int maxBlocks,
        @DefaultValue("100") @Min(1) int maxScans,
        @DefaultValue("85") @Min(1) @Max(100) int jpegQuality,
        @DefaultValue("90") @Min(1) @Max(100) int webpQuality) {}
