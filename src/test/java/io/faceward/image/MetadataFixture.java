package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.faceward.image.Metadata.Part;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** Metadata of every kind, with secrets that the safe policy must remove. */
@NullUnmarked
final class MetadataFixture {

    static final String XMP_SECRET = "52,30.978N";
    static final String XMP_THUMBNAIL = "aW1hZ2U=";
    static final String CREATOR = "Jane Doe";
    static final String CAPTION = "A caption";

    private MetadataFixture() {}

    static String xmp() {
        return """
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,30.978N"
                 tiff:Orientation="6" exif:FNumber="28/10">
                <exif:GPSLongitude>52,30.978N</exif:GPSLongitude><dc:creator>Jane Doe</dc:creator>
                <xmp:Thumbnails><rdf:Alt><rdf:li><xmpGImg:image>aW1hZ2U=</xmpGImg:image></rdf:li></rdf:Alt></xmp:Thumbnails>
                </rdf:Description></rdf:RDF></x:xmpmeta>""";
    }

    /** Caption (IPTC), two kinds of thumbnail, resolution. */
    static byte[] photoshop() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(resource(1028, "", ("\u001C\u0002\u0078\0\t" + CAPTION).getBytes(ISO_8859_1)));
        out.writeBytes(resource(1036, "thumb", Fixtures.THUMBNAIL_SECRET.getBytes(ISO_8859_1)));
        out.writeBytes(resource(1033, "", Fixtures.THUMBNAIL_SECRET.getBytes(ISO_8859_1)));
        out.writeBytes(resource(1005, "", "sixteen bytes...".getBytes(ISO_8859_1)));
        return out.toByteArray();
    }

    static byte[] resource(int id, String name, byte[] data) {
        int nameBytes = (name.length() + 2) / 2 * 2;
        return ByteBuffer.allocate(10 + nameBytes + (data.length + 1) / 2 * 2)
                .put("8BIM".getBytes(ISO_8859_1))
                .putShort((short) id)
                .put((byte) name.length())
                .put(name.getBytes(ISO_8859_1))
                .position(6 + nameBytes)
                .putInt(data.length)
                .put(data)
                .array();
    }

    static Photo everything(ImageFormat format) {
        Metadata metadata = new Metadata(
                Map.of(
                        Part.ICC, Fixtures.icc(),
                        Part.EXIF, Fixtures.exif(ByteOrder.LITTLE_ENDIAN, 6),
                        Part.XMP, xmp().getBytes(ISO_8859_1),
                        Part.PHOTOSHOP, photoshop()),
                List.of());
        return new Photo(Fixtures.photo(48, 32, false), null, false, format, 90, metadata);
    }
}
