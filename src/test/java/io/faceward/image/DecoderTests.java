package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.faceward.SharedData;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTests {

    private final Decoder decoder = new Decoder(Fixtures.defaults());

    /** Where the upper left pixel of the stored 3x2 image (1 2 3 / 4 5 6) and its neighbours end up. */
    @ParameterizedTest
    @CsvSource({
        "1,123456,3",
        "2,321654,3",
        "3,654321,3",
        "4,456123,3",
        "5,142536,2",
        "6,415263,2",
        "7,635241,2",
        "8,362514,2"
    })
    void turnsEveryOrientationUpright(int orientation, String upright, int width) {
        byte[] rows = {0, 1, 9, 2, 9, 3, 9, 0, 4, 9, 5, 9, 6, 9};
        byte[] exif = Fixtures.exif(ByteOrder.LITTLE_ENDIAN, orientation);
        Photo photo = decoder.decode(Fixtures.png(3, 2, 8, 4, rows, Fixtures.chunk("eXIf", exif)));
        assertThat(photo.pixels().width()).isEqualTo(width);
        assertThat(photo.pixels().height()).isEqualTo(6 / width);
        for (int i = 0; i < 6; i++) {
            assertThat(photo.pixels().rgb()[3 * i]).isEqualTo((byte) (upright.charAt(i) - '0'));
        }
        assertThat(photo.alpha()).containsOnly(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Landscape", "Portrait"})
    void photosOfEveryOrientationShowTheSamePicture(String name) throws IOException {
        Pixels upright = decoder.decode(read("photos/" + name + "_1.jpg")).pixels();
        for (int orientation = 2; orientation <= 8; orientation++) {
            Pixels turned = decoder.decode(read("photos/" + name + "_" + orientation + ".jpg"))
                    .pixels();
            assertThat(turned.width()).isEqualTo(upright.width());
            // The files carry their number as text, so that a small part differs.
            assertThat(Fidelity.psnr(upright, turned)).isGreaterThan(20);
        }
    }

    @Test
    void readsEveryPhoto() throws IOException {
        try (var files = Files.list(SharedData.data("photos"))) {
            List<Path> photos =
                    files.filter(file -> file.toString().endsWith(".jpg")).toList();
            assertThat(photos).hasSize(33);
            for (Path photo : photos) {
                Photo decoded = decoder.decode(Files.readAllBytes(photo));
                assertThat(decoded.format()).isEqualTo(ImageFormat.JPEG);
                assertThat(decoded.quality()).as(photo.toString()).isBetween(30, 100);
                assertThat(decoded.grey()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orig0_q50", "orig1_q75", "orig2_q90"})
    void decodesLikeAnyOtherDecoder(String name) throws IOException {
        Pixels jpeg = decoder.decode(Files.readAllBytes(SharedData.golden("16_robust/" + name + ".jpg")))
                .pixels();
        Pixels expected = decoder.decode(Files.readAllBytes(SharedData.golden("16_robust/" + name + "_decoded.png")))
                .pixels();
        assertThat(Fidelity.linf(jpeg, expected)).isLessThanOrEqualTo(2);
    }

    @Test
    void roundsSixteenBitsToEight() {
        int[] values = {0, 128, 129, 257, 385, 386, 32767, 32896, 65406, 65407, 65535};
        ByteBuffer row = ByteBuffer.allocate(1 + 2 * values.length).put((byte) 0);
        for (int value : values) {
            row.putShort((short) value);
        }
        Photo photo = decoder.decode(Fixtures.png(values.length, 1, 16, 0, row.array()));
        assertThat(photo.grey()).isTrue();
        for (int i = 0; i < values.length; i++) {
            assertThat(photo.pixels().rgb()[3 * i] & 0xFF).isEqualTo(Math.round(values[i] / 257f));
        }
    }

    @Test
    void resolvesPalettes() {
        byte[] palette = {10, 20, 30, 40, 50, 60};
        byte[] png = Fixtures.png(
                2, 1, 8, 3, new byte[] {0, 1, 0}, Fixtures.chunk("PLTE", palette), Fixtures.chunk("tRNS", new byte[] {77
                }));
        Photo photo = decoder.decode(png);
        assertThat(photo.pixels().rgb()).containsExactly(40, 50, 60, 10, 20, 30);
        assertThat(photo.alpha()).containsExactly(255, 77);
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,255,0", "2,2,2,255,0", "4,9,9,255,0", "8,200,200,255,0"})
    void colourKeysOfGreyImagesBecomeAlpha(int depth, int key, int second, int opaque, int clear) {
        // Two pixels: zero, and the key.
        byte[] row = depth == 8 ? new byte[] {0, 0, (byte) second} : new byte[] {0, (byte) (second << 8 - 2 * depth)};
        byte[] png = Fixtures.png(2, 1, depth, 0, row, Fixtures.chunk("tRNS", new byte[] {0, (byte) key}));
        assertThat(decoder.decode(png).alpha()).containsExactly(opaque, clear);
    }

    @Test
    void colourKeysOfColourImagesBecomeAlpha() {
        byte[] row = {0, 1, 2, 3, 3, 2, 1};
        byte[] png = Fixtures.png(2, 1, 8, 2, row, Fixtures.chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3}));
        Photo photo = decoder.decode(png);
        assertThat(photo.alpha()).containsExactly(0, 255);
        assertThat(photo.pixels().rgb()).containsExactly(1, 2, 3, 3, 2, 1);
    }

    @Test
    void sixteenBitColourKeysAreComparedBeforeRounding() {
        byte[] row = {0, 1, 0, 1, 1};
        byte[] png = Fixtures.png(2, 1, 16, 0, row, Fixtures.chunk("tRNS", new byte[] {1, 1}));
        assertThat(decoder.decode(png).alpha()).containsExactly(255, 0);
    }

    @Test
    void convertsInkToColour() {
        // Adobe stores ink inverted: 255 is none. White, cyan, black.
        for (int[] ink : new int[][] {{255, 255, 255, 255}, {0, 255, 255, 255}, {255, 255, 255, 0}}) {
            Photo photo = decoder.decode(CmykFixture.jpeg(16, 16, ink));
            for (int c = 0; c < 3; c++) {
                assertThat(photo.pixels().rgb()[c] & 0xFF)
                        .as(Arrays.toString(ink))
                        .isCloseTo(ink[c] * ink[3] / 255, within(10));
            }
        }
    }

    @Test
    void aProfileForInkDoesNotOutliveTheConversion() throws IOException {
        byte[] file = read("malformed/tm__imageio__imageio-jpeg__src__test__resources__jpeg__"
                + "jfif-cmyk-invalid-icc-profile-srgb.jpg");
        Photo photo = decoder.decode(file);
        assertThat(photo.pixels().width()).isEqualTo(493);
        assertThat(photo.metadata().part(Metadata.Part.ICC)).isNull();
    }

    @Test
    void truncatedFilesAreBroken() {
        Encoder encoder = new Encoder(Fixtures.defaults());
        for (ImageFormat format : ImageFormat.values()) {
            byte[] whole = encoder.encode(Fixtures.photo(format, 100), new Encoding(format, null, MetadataPolicy.SAFE));
            assertThat(decoder.decode(whole).pixels().width()).isEqualTo(160);
            for (int length = 12; length < whole.length - 1; length += whole.length / 23) {
                byte[] part = Arrays.copyOf(whole, length);
                assertProblem(part, Problem.BROKEN_IMAGE);
            }
        }
    }

    @Test
    void aPngWithTooFewRowsIsBroken() {
        assertProblem(Fixtures.png(4, 4, 8, 0, new byte[10]), Problem.BROKEN_IMAGE);
    }

    @Test
    void aPngWithAWrongChecksumIsBroken() {
        byte[] png = Fixtures.png(4, 1, 8, 0, new byte[5]);
        png[png.length - 14] ^= 1;
        assertProblem(png, Problem.BROKEN_IMAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "GIF89a,a GIF", "BM123456,a BMP", "II*~abcdefgh,a TIFF", "MM~*abcdefgh,a TIFF", "~~~ ftypheic,an HEIC",
        "~~~ ftypavif,an AVIF", "~~~ ftypmp42,a video", "%PDF-1.7,a PDF", "hello,none of the usual",
                "RIFF~~~~AVI ,none of"
    })
    void namesWhatItCannotRead(String start, String name) {
        byte[] file = Arrays.copyOf(start.replace('~', '\0').getBytes(ISO_8859_1), 64);
        assertThatThrownBy(() -> decoder.decode(file))
                .hasMessageContaining(name)
                .satisfies(e -> assertThat(((ServiceException) e).problem()).isEqualTo(Problem.UNSUPPORTED_TYPE));
    }

    @Test
    void anEmptyUploadIsOfNoType() {
        assertProblem(new byte[0], Problem.UNSUPPORTED_TYPE);
    }

    @Test
    void animationsAreRefused() {
        byte[] control = ByteBuffer.allocate(8).putInt(2).array();
        assertProblem(Fixtures.png(1, 1, 8, 0, new byte[2], Fixtures.chunk("acTL", control)), Problem.TOO_MANY_FRAMES);
        assertProblem(
                Fixtures.webp("VP8X", new byte[10], "ANIM", new byte[6], "ANMF", new byte[24]),
                Problem.TOO_MANY_FRAMES);
    }

    @Test
    void anAnimationOfOneFrameIsAPicture() {
        byte[] control = ByteBuffer.allocate(8).putInt(1).array();
        Photo photo = decoder.decode(Fixtures.png(1, 1, 8, 0, new byte[2], Fixtures.chunk("acTL", control)));
        assertThat(photo.pixels().count()).isEqualTo(1);
    }

    @Test
    void greyIsToldFromThePixels() {
        Pixels grey = Fixtures.photo(32, 32, true);
        assertThat(decoder.decode(Fixtures.jpeg(grey, 90, true)).grey()).isTrue();
        assertThat(decoder.decode(Fixtures.jpeg(grey, 90, false)).grey()).isTrue();
        assertThat(decoder.decode(Fixtures.jpeg(Fixtures.photo(32, 32, false), 90, false))
                        .grey())
                .isFalse();
    }

    private void assertProblem(byte[] file, Problem problem) {
        assertThatThrownBy(() -> decoder.decode(file))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private static byte[] read(String name) throws IOException {
        return Files.readAllBytes(SharedData.data(name));
    }
}
