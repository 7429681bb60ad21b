package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
class EncoderTests {

    private static final Encoding AS_SOURCE = new Encoding(null, null, MetadataPolicy.SAFE);

    private final Decoder decoder = new Decoder(Fixtures.defaults());
    private final Encoder encoder = new Encoder(Fixtures.defaults());

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void keepsTheFormatAndGivesTheSameBytesTwice(ImageFormat format) {
        Photo photo = MetadataFixture.everything(format);
        byte[] first = encoder.encode(photo, AS_SOURCE);
        assertThat(decoder.decode(first).format()).isEqualTo(format);
        assertThat(encoder.encode(photo, AS_SOURCE)).isEqualTo(first);
        assertThat(new Encoder(Fixtures.defaults()).encode(photo, AS_SOURCE)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"JPEG,50,85", "JPEG,85,85", "JPEG,93,93", "JPEG,100,100", "PNG,100,100", "WEBP,100,100"})
    void qualityIsTheSourcesButNotBelowTheFloor(ImageFormat format, int source, int written) {
        byte[] encoded = encoder.encode(Fixtures.photo(format, source), AS_SOURCE);
        assertThat(decoder.decode(encoded).quality()).isEqualTo(written);
    }

    @Test
    void anAskedQualityOverridesTheFloor() {
        byte[] jpeg = encoder.encode(Fixtures.photo(ImageFormat.JPEG, 90), new Encoding(null, 40, MetadataPolicy.SAFE));
        assertThat(decoder.decode(jpeg).quality()).isEqualTo(40);
        byte[] webp =
                encoder.encode(Fixtures.photo(ImageFormat.WEBP, 100), new Encoding(null, 40, MetadataPolicy.SAFE));
        assertThat(decoder.decode(webp).quality()).isBetween(25, 50);
    }

    @Test
    void lossyWebpStaysLossyAtTheFloor() {
        Photo photo = Fixtures.photo(ImageFormat.WEBP, 60);
        Photo again = decoder.decode(encoder.encode(photo, AS_SOURCE));
        assertThat(again.quality()).isBetween(85, 95);
        assertThat(Fidelity.psnr(photo.pixels(), again.pixels())).isBetween(30.0, 60.0);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "WEBP"})
    void losslessFormatsKeepEveryPixel(ImageFormat format) {
        Photo photo = Fixtures.photo(format, 100);
        assertThat(decoder.decode(encoder.encode(photo, AS_SOURCE)).pixels().rgb())
                .isEqualTo(photo.pixels().rgb());
    }

    @Test
    void jpegKeepsFullColourResolution() {
        // Columns of pure red and blue: with halved chroma they would blur into each other.
        byte[] rgb = new byte[3 * 64 * 64];
        for (int i = 0; i < 64 * 64; i++) {
            rgb[3 * i + (i % 2 == 0 ? 0 : 2)] = (byte) 200;
        }
        Photo photo = Fixtures.photo(ImageFormat.JPEG, 95).with(new Pixels(64, 64, rgb));
        Pixels again = decoder.decode(encoder.encode(photo, AS_SOURCE)).pixels();
        assertThat(Fidelity.psnr(photo.pixels(), again)).isGreaterThan(30);
    }

    @Test
    void aJpegOfFullColourResolutionDoesNotGrow() {
        byte[] source = Fixtures.jpeg(Fixtures.photo(400, 300, false), 90, false);
        byte[] written = encoder.encode(decoder.decode(source), AS_SOURCE);
        assertThat(written.length).isLessThan(source.length * 13 / 10);
    }

    @ParameterizedTest
    @CsvSource({"JPEG,1", "PNG,0", "WEBP,0"})
    void greyStaysGrey(ImageFormat format, int tolerance) {
        Pixels grey = Fixtures.photo(64, 48, true);
        Photo photo = new Photo(grey, null, true, format, 100, Metadata.NONE);
        byte[] written = encoder.encode(photo, AS_SOURCE);
        Photo again = decoder.decode(written);
        assertThat(again.grey()).isTrue();
        assertThat(Fidelity.linf(again.pixels(), grey)).isLessThanOrEqualTo(tolerance);
        switch (format) {
            case JPEG ->
                assertThat(JpegFile.read(written, Fixtures.defaults()).components())
                        .isEqualTo(1);
            case PNG -> assertThat(written[25]).as("colour type").isZero();
            case WEBP -> assertThat(written).isNotEmpty();
        }
    }

    @Test
    void greyInLossyWebpStaysGrey() {
        Photo photo = new Photo(Fixtures.photo(64, 48, true), null, true, ImageFormat.WEBP, 80, Metadata.NONE);
        assertThat(decoder.decode(encoder.encode(photo, AS_SOURCE)).grey()).isTrue();
    }

    @Test
    void greyWithAProfileForColourIsWrittenInColour() {
        Metadata icc = new Metadata(Map.of(Metadata.Part.ICC, Fixtures.icc()), List.of());
        Photo photo = new Photo(Fixtures.photo(64, 48, true), null, true, ImageFormat.JPEG, 90, icc);
        byte[] written = encoder.encode(photo, AS_SOURCE);
        assertThat(JpegFile.read(written, Fixtures.defaults()).components()).isEqualTo(3);
        assertThat(decoder.decode(written).grey()).isTrue();
        assertThat(decoder.decode(written).metadata().part(Metadata.Part.ICC)).isEqualTo(Fixtures.icc());
    }

    @Test
    void aGreyProfileGoesOnlyWithOneChannel() {
        Metadata icc = new Metadata(Map.of(Metadata.Part.ICC, Fixtures.greyIcc()), List.of());
        Photo photo = new Photo(Fixtures.photo(64, 48, true), null, true, ImageFormat.PNG, 100, icc);
        assertThat(profile(photo, ImageFormat.PNG)).isEqualTo(Fixtures.greyIcc());
        assertThat(profile(photo, ImageFormat.JPEG)).isEqualTo(Fixtures.greyIcc());
        assertThat(profile(photo, ImageFormat.WEBP)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PNG,false", "PNG,true", "WEBP,false"})
    void alphaIsUntouched(ImageFormat format, boolean grey) {
        Photo photo = translucent(format, grey);
        Photo again = decoder.decode(encoder.encode(photo, AS_SOURCE));
        assertThat(again.alpha()).isEqualTo(photo.alpha());
        assertThat(again.grey()).isEqualTo(grey);
        if (format == ImageFormat.PNG) {
            assertThat(again.pixels().rgb()).isEqualTo(photo.pixels().rgb());
        }
    }

    @Test
    void lossyWebpKeepsAlphaExactly() {
        Photo photo = translucent(ImageFormat.WEBP, false);
        byte[] lossy = encoder.encode(photo, new Encoding(null, 80, MetadataPolicy.SAFE));
        assertThat(decoder.decode(lossy).alpha()).isEqualTo(photo.alpha());
    }

    @Test
    void webpReadsTheSameUnderTransparentPixelsHoweverOftenItIsWritten() {
        byte[] once = encoder.encode(translucent(ImageFormat.WEBP, false), AS_SOURCE);
        Photo first = decoder.decode(once);
        Photo second = decoder.decode(encoder.encode(first, AS_SOURCE));
        assertThat(second.pixels().rgb()).isEqualTo(first.pixels().rgb());
    }

    @Test
    void greyWithAlphaHasTwoChannels() {
        assertThat(encoder.encode(translucent(ImageFormat.PNG, true), AS_SOURCE)[25])
                .as("colour type")
                .isEqualTo((byte) 4);
    }

    @Test
    void jpegLaysTranslucentPhotosOverWhite() {
        byte[] rgb = new byte[3 * 32 * 32];
        byte[] alpha = new byte[32 * 32];
        java.util.Arrays.fill(alpha, (byte) 51);
        Photo photo = new Photo(new Pixels(32, 32, rgb), alpha, true, ImageFormat.PNG, 100, Metadata.NONE);
        Photo jpeg = decoder.decode(encoder.encode(photo, new Encoding(ImageFormat.JPEG, 95, MetadataPolicy.SAFE)));
        assertThat(jpeg.alpha()).isNull();
        assertThat(jpeg.pixels().rgb()).containsOnly(204);
    }

    @Test
    void sidesThatTheFormatCannotStoreAreRefused() {
        Photo wide = Fixtures.photo(ImageFormat.PNG, 100).with(new Pixels(70_000, 1, new byte[210_000]));
        assertThat(decoder.decode(encoder.encode(wide, AS_SOURCE)).pixels().width())
                .isEqualTo(70_000);
        for (ImageFormat format : List.of(ImageFormat.JPEG, ImageFormat.WEBP)) {
            assertThatThrownBy(() -> encoder.encode(wide, new Encoding(format, null, MetadataPolicy.SAFE)))
                    .isInstanceOfSatisfying(ServiceException.class, e -> {
                        assertThat(e.problem()).isEqualTo(Problem.BAD_PARAMETER);
                        assertThat(e.properties()).containsEntry("actual", 70_000);
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "101"})
    void qualityIsAPercentage(int quality) {
        assertThatThrownBy(() -> new Encoding(null, quality, MetadataPolicy.SAFE))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BAD_PARAMETER));
    }

    private byte[] profile(Photo photo, ImageFormat format) {
        byte[] written = encoder.encode(photo, new Encoding(format, null, MetadataPolicy.SAFE));
        return decoder.decode(written).metadata().part(Metadata.Part.ICC);
    }

    private static Photo translucent(ImageFormat format, boolean grey) {
        byte[] alpha = new byte[64 * 48];
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] = (byte) (i / 48 * 4);
        }
        return new Photo(Fixtures.photo(64, 48, grey), alpha, grey, format, 100, Metadata.NONE);
    }
}
