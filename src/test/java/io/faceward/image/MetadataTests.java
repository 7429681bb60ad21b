package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import io.faceward.image.Metadata.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a file's metadata survives the way through decoder and encoder; read back by an independent reader. */
@NullUnmarked
class MetadataTests {

    private final Decoder decoder = new Decoder(Fixtures.defaults());
    private final Encoder encoder = new Encoder(Fixtures.defaults());

    @Test
    void jpegKeepsProfileXmpAndIptcByteForByte() {
        byte[] icc = longProfile();
        byte[] half = java.util.Arrays.copyOf(icc, 65_000);
        byte[] rest = java.util.Arrays.copyOfRange(icc, 65_000, icc.length);
        byte[] xmp = "<x:xmpmeta><dc:creator>Jane Doe</dc:creator></x:xmpmeta>".getBytes(ISO_8859_1);
        byte[] iptc = MetadataFixture.resource(1028, "", "\u001C\u0002\u0078\0\1A".getBytes(ISO_8859_1));
        byte[] source = Fixtures.withSegments(
                Fixtures.jpeg(Fixtures.photo(32, 24, false), 90, false),
                Fixtures.segment(0xE2, "ICC_PROFILE\0\2\2", rest),
                Fixtures.segment(0xE2, "ICC_PROFILE\0\1\2", half),
                Fixtures.segment(0xE1, "http://ns.adobe.com/xap/1.0/\0", xmp),
                Fixtures.segment(0xED, "Photoshop 3.0\0", iptc),
                Fixtures.segment(0xFE, "", "a comment".getBytes(ISO_8859_1)));
        Metadata kept = decoder.decode(encode(decoder.decode(source), null, MetadataPolicy.SAFE))
                .metadata();
        assertThat(kept.part(Part.ICC)).isEqualTo(icc);
        assertThat(kept.part(Part.XMP)).isEqualTo(xmp);
        assertThat(kept.part(Part.PHOTOSHOP)).isEqualTo(iptc);
        assertThat(kept.blocks(ImageFormat.JPEG))
                .anySatisfy(block -> assertThat(block.bytes()).asString().isEqualTo("a comment"));
    }

    @Test
    void jpegKeepsItsResolution() {
        byte[] source = Fixtures.jpeg(Fixtures.photo(32, 24, false), 90, false);
        System.arraycopy(new byte[] {1, 1, 44, 1, 44}, 0, source, 13, 5);
        byte[] written = encode(decoder.decode(source), null, MetadataPolicy.SAFE);
        assertThat(java.util.Arrays.copyOfRange(written, 13, 18)).containsExactly(1, 1, 44, 1, 44);
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void safeRemovesPositionsAndThumbnailsAndKeepsTheRest(ImageFormat format) throws Exception {
        byte[] written = encode(MetadataFixture.everything(format), null, MetadataPolicy.SAFE);
        assertThat(Fixtures.holds(written, Fixtures.GPS_SECRET)).isFalse();
        assertThat(Fixtures.holds(written, Fixtures.THUMBNAIL_SECRET)).isFalse();
        assertThat(Fixtures.holds(written, MetadataFixture.XMP_SECRET)).isFalse();
        assertThat(Fixtures.holds(written, MetadataFixture.XMP_THUMBNAIL)).isFalse();

        var read = read(written);
        assertThat(read.getFirstDirectoryOfType(GpsDirectory.class)).isNull();
        assertThat(read.getFirstDirectoryOfType(ExifThumbnailDirectory.class)).isNull();
        Directory exif = read.getFirstDirectoryOfType(ExifIFD0Directory.class);
        assertThat(exif.getString(ExifIFD0Directory.TAG_MAKE)).isEqualTo("Faceward");
        assertThat(exif.getInt(ExifIFD0Directory.TAG_ORIENTATION)).isEqualTo(1);
        assertThat(read.getFirstDirectoryOfType(XmpDirectory.class)).isNotNull();
        assertThat(Fixtures.holds(written, MetadataFixture.CREATOR)).isTrue();
        assertThat(Fixtures.holds(written, "tiff:Orientation=\"1\"")).isTrue();
        assertThat(read.getFirstDirectoryOfType(IccDirectory.class)).isNotNull();
        assertThat(decoder.decode(written).metadata().part(Part.ICC)).isEqualTo(Fixtures.icc());
        if (format == ImageFormat.JPEG) {
            assertThat(read.getFirstDirectoryOfType(IptcDirectory.class).getString(IptcDirectory.TAG_CAPTION))
                    .isEqualTo(MetadataFixture.CAPTION);
        }
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void noneKeepsOnlyTheProfile(ImageFormat format) throws Exception {
        byte[] written = encode(MetadataFixture.everything(format), null, MetadataPolicy.NONE);
        assertThat(decoder.decode(written).metadata().part(Part.ICC)).isEqualTo(Fixtures.icc());
        var read = read(written);
        assertThat(read.getFirstDirectoryOfType(ExifIFD0Directory.class)).isNull();
        assertThat(read.getFirstDirectoryOfType(XmpDirectory.class)).isNull();
        assertThat(read.getFirstDirectoryOfType(IptcDirectory.class)).isNull();
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void allKeepsEverythingButTheOrientation(ImageFormat format) throws Exception {
        byte[] written = encode(MetadataFixture.everything(format), null, MetadataPolicy.ALL);
        assertThat(Fixtures.holds(written, Fixtures.GPS_SECRET)).isTrue();
        assertThat(Fixtures.holds(written, Fixtures.THUMBNAIL_SECRET)).isTrue();
        assertThat(Fixtures.holds(written, MetadataFixture.XMP_SECRET)).isTrue();
        Directory exif = read(written).getFirstDirectoryOfType(ExifIFD0Directory.class);
        assertThat(exif.getInt(ExifIFD0Directory.TAG_ORIENTATION)).isEqualTo(1);
        assertThat(decoder.decode(written).metadata().part(Part.XMP))
                .isEqualTo(MetadataFixture.xmp()
                        .replace("tiff:Orientation=\"6\"", "tiff:Orientation=\"1\"")
                        .getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"JPEG,PNG", "JPEG,WEBP", "PNG,JPEG", "PNG,WEBP", "WEBP,JPEG", "WEBP,PNG"})
    void conversionCarriesExifProfileAndXmpOver(ImageFormat from, ImageFormat to) {
        byte[] source = encode(MetadataFixture.everything(from), null, MetadataPolicy.ALL);
        Metadata kept = decoder.decode(encode(decoder.decode(source), to, MetadataPolicy.ALL))
                .metadata();
        for (Part part : List.of(Part.ICC, Part.EXIF, Part.XMP)) {
            assertThat(kept.part(part))
                    .isNotNull()
                    .isEqualTo(decoder.decode(source).metadata().part(part));
        }
    }

    @Test
    void pngKeepsItsOwnChunksAndDropsTextThatHidesExif() {
        byte[] text = "Author\0Jane".getBytes(ISO_8859_1);
        byte[] raw = "Raw profile type exif\0\0binary".getBytes(ISO_8859_1);
        byte[] density = {0, 0, 11, 19, 0, 0, 11, 19, 1};
        byte[] gamma = {0, 0, (byte) 0xB1, (byte) 0x8F};
        byte[] source = Fixtures.png(
                2,
                1,
                8,
                2,
                new byte[] {0, 1, 2, 3, 4, 5, 6},
                Fixtures.chunk("gAMA", gamma),
                Fixtures.chunk("pHYs", density),
                Fixtures.chunk("tEXt", text),
                Fixtures.chunk("zTXt", raw));
        Photo photo = decoder.decode(source);
        assertThat(types(encode(photo, null, MetadataPolicy.ALL))).containsExactly("gAMA", "pHYs", "tEXt", "zTXt");
        assertThat(types(encode(photo, null, MetadataPolicy.SAFE))).containsExactly("gAMA", "pHYs", "tEXt");
        assertThat(types(encode(photo, null, MetadataPolicy.NONE))).containsExactly("gAMA");
        assertThat(types(encode(photo, ImageFormat.JPEG, MetadataPolicy.ALL))).isEmpty();
        Metadata kept = decoder.decode(encode(photo, null, MetadataPolicy.SAFE)).metadata();
        assertThat(kept.blocks(ImageFormat.PNG).get(2).bytes()).isEqualTo(text);
    }

    @Test
    void compressedXmpOfAPngIsRead() {
        byte[] xmp = MetadataFixture.xmp().getBytes(ISO_8859_1);
        byte[] head = "XML:com.adobe.xmp\0\1\0\0\0".getBytes(ISO_8859_1);
        byte[] chunk = Fixtures.insert(Fixtures.deflated(xmp), 0, head);
        Photo photo = decoder.decode(Fixtures.png(1, 1, 8, 0, new byte[2], Fixtures.chunk("iTXt", chunk)));
        assertThat(photo.metadata().part(Part.XMP)).isEqualTo(xmp);
    }

    @Test
    void aBrokenProfileIsLeftOutRatherThanTheImageRefused() {
        byte[] chunk = "x\0\0no zlib".getBytes(ISO_8859_1);
        Photo photo = decoder.decode(Fixtures.png(1, 1, 8, 0, new byte[2], Fixtures.chunk("iCCP", chunk)));
        assertThat(photo.metadata().part(Part.ICC)).isNull();
    }

    @Test
    void extendedXmpAndSegmentsThatPointElsewhereAreNotKept() {
        byte[] source = Fixtures.withSegments(
                Fixtures.jpeg(Fixtures.photo(32, 24, false), 90, false),
                Fixtures.segment(0xE1, "http://ns.adobe.com/xmp/extension/\0", "GImage:Data".getBytes(ISO_8859_1)),
                Fixtures.segment(0xE2, "MPF\0", new byte[40]),
                Fixtures.segment(0xEB, "JP", "c2pa manifest".getBytes(ISO_8859_1)));
        Photo photo = decoder.decode(Fixtures.insert(source, source.length, "second picture".getBytes(ISO_8859_1)));
        byte[] safe = encode(photo, null, MetadataPolicy.SAFE);
        byte[] all = encode(photo, null, MetadataPolicy.ALL);
        assertThat(Fixtures.holds(safe, "GImage")).isFalse();
        assertThat(Fixtures.holds(all, "GImage")).isTrue();
        for (String gone : List.of("MPF", "c2pa", "second picture")) {
            assertThat(Fixtures.holds(all, gone)).as(gone).isFalse();
        }
    }

    @Test
    void theOrientationIsAppliedOnce() {
        byte[] exif = Fixtures.exif(ByteOrder.BIG_ENDIAN, 6);
        byte[] source = Fixtures.withSegments(
                Fixtures.jpeg(Fixtures.photo(160, 120, false), 95, false), Fixtures.segment(0xE1, "Exif\0\0", exif));
        Photo upright = decoder.decode(source);
        assertThat(upright.pixels().width()).isEqualTo(120);
        Photo again = decoder.decode(encode(upright, null, MetadataPolicy.SAFE));
        assertThat(again.pixels().width()).isEqualTo(120);
        assertThat(Fidelity.psnr(upright.pixels(), again.pixels())).isGreaterThan(35);
    }

    private byte[] encode(Photo photo, ImageFormat format, MetadataPolicy policy) {
        return encoder.encode(photo, new Encoding(format, null, policy));
    }

    private List<String> types(byte[] file) {
        return decoder.decode(file).metadata().blocks(ImageFormat.PNG).stream()
                .map(Metadata.Block::type)
                .toList();
    }

    private static com.drew.metadata.Metadata read(byte[] file) throws IOException, ImageProcessingException {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
    }

    /** More than one segment holds. */
    private static byte[] longProfile() {
        byte[] profile = java.util.Arrays.copyOf(Fixtures.icc(), 120_000);
        for (int i = 4000; i < profile.length; i++) {
            profile[i] = (byte) (i * 31);
        }
        return profile;
    }
}
