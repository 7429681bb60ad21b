package io.faceward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTests {

    /** By {@code printf secret | sha256sum}. */
    private static final String HASH = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @Test
    void aLineHasTheHashThatEveryToolComputes() {
        assertThat(ApiKey.of("secret", "shop", Set.of(Scope.EVALUATE, Scope.PROTECT), null)
                        .line())
                .isEqualTo("shop protect,evaluate sha256:" + HASH);
    }

    @Test
    void whatIsWrittenIsRead() {
        ApiKey key = ApiKey.of("secret", "shop@eu-1", Set.of(Scope.ADMIN), LocalDate.of(2030, 1, 31));

        ApiKey read = ApiKey.parse(key.line());

        assertThat(read.client()).isEqualTo("shop@eu-1");
        assertThat(read.scopes()).containsExactly(Scope.ADMIN);
        assertThat(read.expires()).isEqualTo("2030-01-31");
        assertThat(read.matches(ApiKey.digest("secret"))).isTrue();
        assertThat(read.matches(ApiKey.digest("Secret"))).isFalse();
    }

    @Test
    void aKeyIsWorthNothingFromItsDayOn() {
        ApiKey key = ApiKey.of("secret", "shop", Set.of(Scope.PROTECT), LocalDate.of(2030, 1, 31));

        assertThat(key.expired(LocalDate.of(2030, 1, 30))).isFalse();
        assertThat(key.expired(LocalDate.of(2030, 1, 31))).isTrue();
    }

    @Test
    void keysAreLongAndNeverTheSame() {
        assertThat(ApiKey.generate()).matches("faceward_[A-Za-z0-9_-]{43}").isNotEqualTo(ApiKey.generate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop protect",
                "shop protect secret",
                "shop write sha256:" + HASH,
                "shop protect sha256:" + HASH + "00",
                "shop protect sha256:" + HASH + " tomorrow",
                "sh/op protect sha256:" + HASH,
                "shop protect sha256:" + HASH + " 2030-01-31 more"
            })
    void aLineThatIsNoneIsRefusedWithoutTellingItsHash(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKey.parse(line))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(HASH, "secret"));
    }
}
