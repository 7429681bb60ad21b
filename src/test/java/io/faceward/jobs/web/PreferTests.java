package io.faceward.jobs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PreferTests {

    @Test
    void nothingIsPreferredWithoutTheHeader() {
        assertThat(prefer()).isEqualTo(new Prefer(false, null));
    }

    @Test
    void preferencesComeInOneHeaderOrInSeveral() {
        Prefer both = new Prefer(true, Duration.ofSeconds(10));

        assertThat(prefer("respond-async, wait=10")).isEqualTo(both);
        assertThat(prefer("Wait = \"10\"", "Respond-Async")).isEqualTo(both);
    }

    @Test
    void whatIsNotUnderstoodIsIgnored() {
        assertThat(prefer("handling=lenient, wait=soon, wait=-1, wait=99999999999, return=minimal,"))
                .isEqualTo(new Prefer(false, null));
    }

    private static Prefer prefer(String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        for (String header : headers) {
            request.addHeader("Prefer", header);
        }
        return Prefer.of(request);
    }
}
