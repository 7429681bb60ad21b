package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/** Textual chunks of a PNG. */
final class PngText {

    /** Keywords under which tools store positions, thumbnails or, as hexadecimal text, whole EXIF and XMP blocks. */
    private static final Pattern PRIVATE = Pattern.compile("gps|latitude|longitude|raw profile|thumb|xmp|exif");

    private PngText() {}

    /** Whether the keyword of a textual chunk announces what the safe policy removes. */
    static boolean isPrivate(Metadata.Block block) {
        return block.type().endsWith("Xt")
                && PRIVATE.matcher(keyword(block.bytes())).find();
    }

    /** What precedes the first NUL byte, in lower case; at most 79 characters in a valid chunk. */
    private static String keyword(byte[] chunk) {
        int end = Math.min(80, chunk.length);
        String start = new String(chunk, 0, end, ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
        int nul = start.indexOf(0);
        return nul < 0 ? start : start.substring(0, nul);
    }
}
