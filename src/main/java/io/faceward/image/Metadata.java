package io.faceward.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an image file carries beside its pixels, opaque to everyone but the decoder and the encoder. Immutable. */
public final class Metadata {

    /** For a photo that did not come from a file. */
    public static final Metadata NONE = new Metadata(Map.of(), List.of());

    /** What every format has a place for, without the wrapping of the format. */
    enum Part {
        ICC,
        /** A TIFF stream. */
        EXIF,
        XMP,
        /** Photoshop resources, IPTC among them; only JPEG has a place for them. */
        PHOTOSHOP
    }

    /** A segment or chunk that only its own format understands, by type, without length and checksum. */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(ImageFormat home, String type, byte[] bytes) {}

    private static final Set<String> COLOUR = Set.of("sRGB", "gAMA", "cHRM", "cICP");

    private final Map<Part, byte[]> parts;
    private final List<Block> blocks;

    Metadata(Map<Part, byte[]> parts, List<Block> blocks) {
        this.parts = Map.copyOf(parts);
        this.blocks = List.copyOf(blocks);
    }

    byte @Nullable [] part(Part part) {
        return parts.get(part);
    }

    List<Block> blocks(ImageFormat home) {
        return blocks.stream().filter(block -> block.home == home).toList();
    }

    /** EXIF orientation, 1 to 8; 1 when there is none. */
    int orientation() {
        byte[] exif = parts.get(Part.EXIF);
        return exif == null ? 1 : Exif.orientation(exif);
    }

    /** Whether the colour profile is for images of this colour space, for instance {@code "RGB "}. */
    boolean profileIs(String space) {
        byte[] icc = parts.get(Part.ICC);
        byte[] signature = space.getBytes(StandardCharsets.US_ASCII);
        return icc != null && icc.length >= 128 && Arrays.equals(icc, 16, 20, signature, 0, 4);
    }

    Metadata without(Part part) {
        Map<Part, byte[]> rest = new EnumMap<>(Part.class);
        rest.putAll(parts);
        rest.remove(part);
        return new Metadata(rest, blocks);
    }

    /** What the policy lets through, made true for upright pixels. */
    Metadata under(MetadataPolicy policy) {
        Map<Part, byte[]> kept = new EnumMap<>(Part.class);
        parts.forEach((part, bytes) -> {
            byte[] passed =
                    switch (part) {
                        case ICC -> bytes;
                        case EXIF -> Exif.under(policy, bytes);
                        case XMP -> Xmp.under(policy, bytes);
                        case PHOTOSHOP -> PhotoshopResources.under(policy, bytes);
                    };
            if (passed != null) {
                kept.put(part, passed);
            }
        });
        return new Metadata(
                kept, blocks.stream().filter(block -> passes(policy, block)).toList());
    }

    private static boolean passes(MetadataPolicy policy, Block block) {
        return switch (policy) {
            case ALL -> true;
            case NONE -> COLOUR.contains(block.type);
            case SAFE -> !block.type.equals(JpegFile.EXTENDED_XMP) && !PngText.isPrivate(block);
        };
    }
}
