package io.faceward.image;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Edits an EXIF block in place, so that offsets inside maker notes stay true: what is removed leaves zeros behind.
 *
 * <p>Layout and tags: CIPA DC-008 (Exif 2.32), section 4.6.
 */
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final int PREVIEWS = 0x014A;
    private static final int THUMBNAIL_OFFSET = 0x0201;
    private static final int THUMBNAIL_LENGTH = 0x0202;
    private static final int DETAILS = 0x8769;
    private static final int GPS = 0x8825;
    private static final int MAKER_NOTE = 0x927C;
    private static final int WIDTH = 0xA002;
    private static final int HEIGHT = 0xA003;

    /** Besides GPS and thumbnails: copies of XMP and Photoshop blocks, and the thumbnail that Windows writes. */
    private static final Set<Integer> PRIVATE =
            Set.of(GPS, PREVIEWS, THUMBNAIL_OFFSET, THUMBNAIL_LENGTH, 0x02BC, 0x8649, 0x501B);

    private static final int MAX_CHAIN = 8;

    private final Tiff tiff;
    private int thumbnail;

    private Exif(byte[] bytes) {
        tiff = new Tiff(bytes);
        thumbnail = bytes.length;
    }

    /** The orientation, 1 to 8; 1 when there is none or it cannot be read. */
    static int orientation(byte[] bytes) {
        try {
            return new Exif(bytes).orientation();
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    /** The block as the policy allows it; {@code null} when nothing may stay, or when it cannot be made safe. */
    static byte @Nullable [] under(MetadataPolicy policy, byte[] bytes) {
        if (policy == MetadataPolicy.NONE) {
            return null;
        }
        try {
            Exif exif = new Exif(bytes);
            exif.makeUpright();
            return policy == MetadataPolicy.SAFE ? exif.withoutPrivate() : exif.tiff.bytes();
        } catch (IndexOutOfBoundsException e) {
            return policy == MetadataPolicy.ALL ? bytes : null;
        }
    }

    private int orientation() {
        int entry = tiff.find(tiff.firstDirectory(), ORIENTATION);
        int value = entry < 0 ? 1 : tiff.number(entry);
        return value >= 1 && value <= 8 ? value : 1;
    }

    private void makeUpright() {
        int orientation = orientation();
        int entry = tiff.find(tiff.firstDirectory(), ORIENTATION);
        if (entry >= 0) {
            tiff.setNumber(entry, 1);
        }
        int details = tiff.find(tiff.firstDirectory(), DETAILS);
        if (orientation >= 5 && details >= 0) {
            int width = tiff.find(tiff.number(details), WIDTH);
            int height = tiff.find(tiff.number(details), HEIGHT);
            if (width >= 0 && height >= 0) {
                int columns = tiff.number(width);
                tiff.setNumber(width, tiff.number(height));
                tiff.setNumber(height, columns);
            }
        }
    }

    private byte[] withoutPrivate() {
        int first = tiff.firstDirectory();
        removeAll(first, PRIVATE);
        int details = tiff.find(first, DETAILS);
        if (details >= 0) {
            int directory = tiff.number(details);
            removeAll(directory, PRIVATE);
            int note = tiff.find(directory, MAKER_NOTE);
            if (note >= 0 && holdsJpeg(note)) {
                removeAll(directory, Set.of(MAKER_NOTE));
            }
        }
        int next = tiff.getInt(tiff.link(first));
        tiff.putInt(tiff.link(first), 0);
        for (int i = 0; next != 0 && i < MAX_CHAIN; i++) {
            next = eraseDirectory(next);
        }
        // A hostile offset may have made an erasure hit what was to stay.
        if (tiff.find(first, GPS) >= 0 || tiff.getInt(tiff.link(first)) != 0) {
            throw new IndexOutOfBoundsException("overlapping directories");
        }
        return withoutTrailingGap();
    }

    private void removeAll(int directory, Set<Integer> tags) {
        eraseThumbnail(directory);
        for (int i = tiff.count(directory) - 1; i >= 0; i--) {
            int entry = tiff.entry(directory, i);
            int tag = tiff.tag(entry);
            if (tags.contains(tag)) {
                for (int k = 0; (tag == GPS || tag == PREVIEWS) && k + 4 <= tiff.size(entry); k += 4) {
                    eraseDirectory(tiff.getInt(tiff.valueAt(entry) + k));
                }
                tiff.erase(tiff.valueAt(entry), tiff.size(entry));
                tiff.remove(directory, entry);
            }
        }
    }

    /** Erases a directory with all values and its thumbnail; returns the offset of the next in the chain. */
    private int eraseDirectory(int directory) {
        eraseThumbnail(directory);
        int link = tiff.link(directory);
        int next = tiff.getInt(link);
        for (int i = tiff.count(directory) - 1; i >= 0; i--) {
            int entry = tiff.entry(directory, i);
            tiff.erase(tiff.valueAt(entry), tiff.size(entry));
        }
        tiff.erase(directory, link + 4 - directory);
        return next;
    }

    private void eraseThumbnail(int directory) {
        int offset = tiff.find(directory, THUMBNAIL_OFFSET);
        int length = tiff.find(directory, THUMBNAIL_LENGTH);
        if (offset >= 0 && length >= 0) {
            thumbnail = tiff.number(offset);
            tiff.erase(thumbnail, tiff.number(length));
        }
    }

    /** Writers put the thumbnail last: cutting there moves no offset. */
    private byte[] withoutTrailingGap() {
        byte[] bytes = tiff.bytes();
        for (int i = Math.max(thumbnail, 8); i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return bytes;
            }
        }
        return Arrays.copyOf(bytes, Math.min(Math.max(thumbnail, 8), bytes.length));
    }

    private boolean holdsJpeg(int entry) {
        byte[] bytes = tiff.bytes();
        int from = tiff.valueAt(entry);
        for (int i = from; i < from + tiff.size(entry) - 2; i++) {
            if (bytes[i] == (byte) 0xFF && bytes[i + 1] == (byte) 0xD8 && bytes[i + 2] == (byte) 0xFF) {
                return true;
            }
        }
        return false;
    }
}
