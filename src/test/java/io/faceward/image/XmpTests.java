package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class XmpTests {

    @Test
    void leavesAPacketWithoutSecretsUntouched() {
        String packet =
                "<rdf:Description tiff:Orientation='1' dc:title=\"Grüße GPS\"><dc:creator>X</dc:creator></rdf:Description>";
        assertThat(safe(packet)).isEqualTo(packet);
    }

    @Test
    void removesPositionsWhereverTheyStand() {
        assertThat(safe("<a drone-dji:GpsLatitude=\"+1.5\" exif:FNumber=\"2\" exif:GPSMapDatum='WGS'/>"))
                .isEqualTo("<a exif:FNumber=\"2\"/>");
        assertThat(safe("<a><exif:GPSLatitude>1</exif:GPSLatitude><b/></a>")).isEqualTo("<a><b/></a>");
        assertThat(safe("<a><exif:GPSLatitude xml:lang='x'>1</exif:GPSLatitude></a>"))
                .isEqualTo("<a></a>");
    }

    @Test
    void removesThumbnailsAndThePointerToExtendedPackets() {
        assertThat(safe("<a xmpNote:HasExtendedXMP=\"12AB\"><xap:Thumbnails>x<b/></xap:Thumbnails><c/></a>"))
                .isEqualTo("<a><c/></a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a><exif:GPSLatitude><b>1</b></exif:GPSLatitude></a>",
                "<a><xmp:Thumbnails><xmpGImg:image>x",
                "<a GImage:Data=\"x\"/>",
                "<\0a\0/\0>\0"
            })
    void dropsAPacketThatCannotBeMadeSafe(String packet) {
        assertThat(Xmp.under(MetadataPolicy.SAFE, packet.getBytes(ISO_8859_1))).isNull();
    }

    @Test
    void resetsTheOrientationAsAttributeAndAsElement() {
        String packet = "<a tiff:Orientation = \"8\"><tiff:Orientation>3</tiff:Orientation></a>";
        byte[] upright = Xmp.under(MetadataPolicy.ALL, packet.getBytes(UTF_8));
        assertThat(new String(upright, UTF_8))
                .isEqualTo("<a tiff:Orientation = \"1\"><tiff:Orientation>1</tiff:Orientation></a>");
    }

    @Test
    void longPacketsTakeNoLongTime() {
        String hostile = "<exif:GPS".repeat(100_000) + " exif:GPS=\"".repeat(100_000);
        assertThat(Xmp.under(MetadataPolicy.SAFE, hostile.getBytes(ISO_8859_1))).isNull();
    }

    private static String safe(String packet) {
        return new String(Xmp.under(MetadataPolicy.SAFE, packet.getBytes(UTF_8)), UTF_8);
    }
}
