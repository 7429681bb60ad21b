package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ExifTests {

    @Test
    void readsAndResetsTheOrientationInBothByteOrders() {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] exif = Fixtures.exif(order, 7);
            assertThat(Exif.orientation(exif)).isEqualTo(7);
            byte[] upright = Exif.under(MetadataPolicy.ALL, exif);
            assertThat(Exif.orientation(upright)).isEqualTo(1);
            assertThat(upright).hasSameSizeAs(exif);
            assertThat(Exif.orientation(exif)).as("the source is not touched").isEqualTo(7);
        }
    }

    @Test
    void turningByAQuarterSwapsTheStoredSize() {
        byte[] upright = Exif.under(MetadataPolicy.SAFE, Fixtures.exif(ByteOrder.LITTLE_ENDIAN, 6));
        ByteBuffer tiff = ByteBuffer.wrap(upright).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(tiff.getInt(74 + 8)).isEqualTo(120);
        assertThat(tiff.getInt(86 + 8)).isEqualTo(160);
    }

    @Test
    void safeLeavesNoByteOfPositionAndThumbnail() {
        byte[] exif = Fixtures.exif(ByteOrder.LITTLE_ENDIAN, 1);
        byte[] safe = Exif.under(MetadataPolicy.SAFE, exif);
        assertThat(Fixtures.holds(exif, Fixtures.GPS_SECRET)).isTrue();
        assertThat(Fixtures.holds(safe, Fixtures.GPS_SECRET)).isFalse();
        assertThat(Fixtures.holds(safe, "unprotected")).isFalse();
        assertThat(safe.length).as("cut where the thumbnail began").isEqualTo(190);
        assertThat(Fixtures.holds(safe, "Faceward")).isTrue();
    }

    @Test
    void makerNotesWithAPreviewAreRemovedAndOthersStay() {
        for (boolean preview : new boolean[] {true, false}) {
            String note = preview ? "note" + Fixtures.THUMBNAIL_SECRET : "note of the lens";
            byte[] exif = makerNote(note.getBytes(ISO_8859_1));
            byte[] safe = Exif.under(MetadataPolicy.SAFE, exif);
            assertThat(Fixtures.holds(safe, note)).isEqualTo(!preview);
        }
    }

    @Test
    void unreadableBlocksStayOnlyWhereEverythingStays() {
        byte[] junk = "not a TIFF stream".getBytes(ISO_8859_1);
        assertThat(Exif.orientation(junk)).isEqualTo(1);
        assertThat(Exif.under(MetadataPolicy.SAFE, junk)).isNull();
        assertThat(Exif.under(MetadataPolicy.ALL, junk)).isEqualTo(junk);
        assertThat(Exif.under(MetadataPolicy.NONE, junk)).isNull();
    }

    @Test
    void hostileBlocksAreRemovedOrMadeSafe() {
        Random random = new Random(11);
        byte[] exif = Fixtures.exif(ByteOrder.BIG_ENDIAN, 3);
        int kept = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = exif.clone();
            for (int k = 0; k <= i % 4; k++) {
                damaged[random.nextInt(186)] = (byte) (i % 3 == 0 ? random.nextInt(256) : random.nextInt(12));
            }
            assertThat(Exif.orientation(damaged)).isBetween(1, 8);
            byte[] safe = Exif.under(MetadataPolicy.SAFE, damaged);
            if (safe != null) {
                kept++;
                assertThat(Exif.orientation(safe)).isEqualTo(1);
                assertThat(safe.length).isLessThanOrEqualTo(damaged.length);
            }
        }
        assertThat(kept).isBetween(1, 19_999);
    }

    private static byte[] makerNote(byte[] note) {
        ByteBuffer tiff = ByteBuffer.allocate(44 + note.length);
        tiff.put("MM".getBytes(ISO_8859_1)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1)
                .putShort((short) 0x8769)
                .putShort((short) 4)
                .putInt(1)
                .putInt(26);
        tiff.putInt(0);
        tiff.putShort((short) 1)
                .putShort((short) 0x927C)
                .putShort((short) 7)
                .putInt(note.length)
                .putInt(44);
        tiff.putInt(0);
        return tiff.put(note).array();
    }
}
