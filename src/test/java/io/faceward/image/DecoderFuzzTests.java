package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.faceward.problem.ServiceException;

/** Whatever is uploaded is decoded or refused. */
class DecoderFuzzTests {

    private final Decoder decoder = new Decoder(Fixtures.small());

    @FuzzTest(maxDuration = "20s")
    void decodesOrRefuses(byte[] upload) {
        try {
            assertThat(decoder.decode(upload).pixels().count()).isPositive();
        } catch (ServiceException refusal) {
            assertThat(refusal.problem().status()).isLessThan(500);
        }
    }
}
