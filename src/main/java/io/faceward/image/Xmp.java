package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Edits an XMP packet as text, every byte outside the edit untouched.
 *
 * <p>The packet is read as Latin-1, which maps bytes to characters one to one; all that is looked for is ASCII.
 */
final class Xmp {

    private static final Pattern ORIENTATION = Pattern.compile("(\\btiff:Orientation\\s*+(?:=\\s*+[\"']|>)\\s*+)[2-8]");

    private static final String POSITION = "[\\w.-]++:(?i:gps\\w*+|latitude|longitude)(?=[\\s=/>])";
    private static final Pattern POSITION_ATTRIBUTE =
            Pattern.compile("\\s++" + POSITION + "\\s*+=\\s*+(?:\"[^\"]*+\"|'[^']*+')");
    private static final Pattern POSITION_ELEMENT =
            Pattern.compile("<" + POSITION + "[^<>]*+(?<!/)>[^<]*+</" + POSITION + "\\s*+>");

    /** Extended packets hold whole pictures and cannot be edited apart, so that the pointer to them goes too. */
    private static final Pattern EXTENDED =
            Pattern.compile("\\s++xmpNote:HasExtendedXMP\\s*+=\\s*+(?:\"[^\"]*+\"|'[^']*+')");

    private static final Pattern THUMBNAILS_START = Pattern.compile("<(xmp|xap):Thumbnails\\b");
    private static final Pattern STILL_PRIVATE = Pattern.compile(
            "[\\w.-]:(?i:gps|latitude|longitude)|Thumbnails|xmpGImg|GImage|GDepth|HasExtendedXMP|\\x00");

    private Xmp() {}

    /** The packet as the policy allows it; {@code null} when nothing may stay, or when it cannot be made safe. */
    static byte @Nullable [] under(MetadataPolicy policy, byte[] bytes) {
        if (policy == MetadataPolicy.NONE) {
            return null;
        }
        String packet = ORIENTATION.matcher(new String(bytes, ISO_8859_1)).replaceAll("$11");
        if (policy == MetadataPolicy.SAFE) {
            packet = withoutThumbnails(packet);
            packet = POSITION_ATTRIBUTE.matcher(packet).replaceAll("");
            packet = POSITION_ELEMENT.matcher(packet).replaceAll("");
            packet = EXTENDED.matcher(packet).replaceAll("");
            if (STILL_PRIVATE.matcher(packet).find()) {
                return null;
            }
        }
        return packet.getBytes(ISO_8859_1);
    }

    private static String withoutThumbnails(String packet) {
        var start = THUMBNAILS_START.matcher(packet);
        if (!start.find()) {
            return packet;
        }
        String close = "</" + start.group(1) + ":Thumbnails>";
        int end = packet.indexOf(close, start.end());
        return end < 0 ? packet : packet.substring(0, start.start()) + packet.substring(end + close.length());
    }
}
