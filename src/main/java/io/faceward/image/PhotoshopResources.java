package io.faceward.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Image resources as Photoshop stores them in a JPEG: {@code 8BIM}, id, Pascal name, length, data, each part even. */
final class PhotoshopResources {

    private static final int SIGNATURE = 0x3842494D;
    private static final int IPTC = 1028;

    /** Two kinds of thumbnail, and copies of the EXIF and XMP blocks. */
    private static final Set<Integer> PRIVATE = Set.of(1033, 1036, 1058, 1059, 1060);

    /** Start of IPTC dataset 2:202, a preview picture. */
    private static final byte[] PREVIEW = {0x1C, 2, (byte) 202};

    private PhotoshopResources() {}

    /** The resources as the policy allows them; {@code null} when nothing may stay, or when it cannot be made safe. */
    static byte @Nullable [] under(MetadataPolicy policy, byte[] bytes) {
        return switch (policy) {
            case NONE -> null;
            case ALL -> bytes;
            case SAFE -> withoutPrivate(bytes);
        };
    }

    private static byte @Nullable [] withoutPrivate(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        while (in.remaining() >= 12) {
            int start = in.position();
            if (in.getInt() != SIGNATURE) {
                return null;
            }
            int id = in.getShort() & 0xFFFF;
            int name = in.get(in.position()) & 0xFF;
            int length = in.position() + (name + 2) / 2 * 2;
            if (length + 4 > bytes.length) {
                return null;
            }
            int data = length + 4;
            long end = data + Integer.toUnsignedLong(in.getInt(length));
            if (end > bytes.length) {
                return null;
            }
            in.position((int) Math.min(end + (end - data) % 2, bytes.length));
            if (!PRIVATE.contains(id) && !(id == IPTC && Bytes.contains(bytes, data, (int) end, PREVIEW))) {
                kept.write(bytes, start, in.position() - start);
            }
        }
        return kept.size() == 0 ? null : kept.toByteArray();
    }
}
