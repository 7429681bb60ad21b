package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.faceward.problem.ServiceException;
import java.nio.charset.StandardCharsets;

/** Whatever stands in the metadata of a whole photo, the photo is written again or refused. */
class MetadataFuzzTests {

    private static final byte[] JPEG = Fixtures.jpeg(Fixtures.photo(16, 16, false), 80, false);
    private static final String[] PREFIXES = {
        "Exif\0\0", "http://ns.adobe.com/xap/1.0/\0", "ICC_PROFILE\0\1\1", "Photoshop 3.0\0", ""
    };

    private final Decoder decoder = new Decoder(Fixtures.small());
    private final Encoder encoder = new Encoder(Fixtures.small());

    @FuzzTest(maxDuration = "20s")
    void splicesOrRefuses(FuzzedDataProvider data) {
        boolean png = data.consumeBoolean();
        MetadataPolicy policy = data.pickValue(MetadataPolicy.values());
        String prefix = data.pickValue(PREFIXES);
        int marker = data.consumeInt(0xE0, 0xEF);
        byte[] content = data.consumeBytes(60_000);
        byte[] upload = png
                ? Fixtures.png(2, 2, 8, 0, new byte[6], Fixtures.chunk(chunk(prefix), content))
                : Fixtures.withSegments(JPEG, Fixtures.segment(marker, prefix, content));
        try {
            byte[] written = encoder.encode(decoder.decode(upload), new Encoding(null, null, policy));
            assertThat(decoder.decode(written).pixels().count()).isPositive();
        } catch (ServiceException refusal) {
            assertThat(refusal.problem().status()).isLessThan(500);
        }
    }

    private static String chunk(String prefix) {
        return switch (prefix.getBytes(StandardCharsets.ISO_8859_1).length) {
            case 6 -> "eXIf";
            case 14 -> "iCCP";
            case 0 -> "tEXt";
            default -> "iTXt";
        };
    }
}
