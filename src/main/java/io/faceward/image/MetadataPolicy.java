package io.faceward.image;

/** Which metadata of the source the encoded image keeps. The orientation is always applied to the pixels. */
public enum MetadataPolicy {
    /** Everything but GPS positions and thumbnails (a thumbnail shows the unprotected face). */
    SAFE,
    /** Only the colour profile. */
    NONE,
    /** Everything; the orientation tag is reset because the pixels are already upright. */
    ALL
}
