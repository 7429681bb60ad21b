package io.faceward.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.faceward.access.AccessMisconfiguredException;
import io.faceward.access.AccessProperties;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** What a service does not start with. */
class CredentialsTests {

    private static Credentials credentials(String address, String... settings) throws Exception {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        AccessProperties properties =
                new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("", AccessProperties.class);
        ServerProperties server = new ServerProperties();
        server.setAddress(address == null ? null : InetAddress.getByName(address));
        return new Credentials(properties, server, new StaticListableBeanFactory().getBeanProvider(JwtDecoder.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "localhost"})
    void withoutAccessControlItServesItsOwnMachine(String address) {
        assertThatCode(() -> credentials(address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5", "10.0.0.1"})
    void withoutAccessControlItDoesNotServeOthers(String address) {
        assertThatExceptionOfType(AccessMisconfiguredException.class)
                .isThrownBy(() -> credentials(address))
                .withMessageContaining("faceward.access.mode is 'none'");
    }

    @Test
    void noAddressIsAnyAddress() {
        assertThatExceptionOfType(AccessMisconfiguredException.class)
                .isThrownBy(() -> credentials(null))
                .withMessageContaining("any address");
    }

    @Test
    void itServesOthersIfThatIsSaid() {
        assertThatCode(() -> credentials("0.0.0.0", "open-to-network", "true")).doesNotThrowAnyException();
    }

    @Test
    void aModeWithoutWhatItNeedsIsRefused() {
        assertThatExceptionOfType(AccessMisconfiguredException.class)
                .isThrownBy(() -> credentials("0.0.0.0", "mode", "api-key"))
                .withMessageContaining("no keys");
        assertThatExceptionOfType(AccessMisconfiguredException.class)
                .isThrownBy(() -> credentials("0.0.0.0", "mode", "jwt"))
                .withMessageContaining("no issuer");
    }

    @Test
    void theOperatorIsToldWhatToDo() {
        AccessMisconfiguredException why = new AccessMisconfiguredException("what", "do this");

        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(
                                FailureAnalyzer.class,
                                SpringFactoriesLoader.FailureHandler.logging(
                                        org.apache.commons.logging.LogFactory.getLog(getClass())))
                        .stream()
                        .map(analyzer -> analyzer.analyze(new IllegalStateException(why)))
                        .filter(analysis -> analysis != null && "do this".equals(analysis.getAction())))
                .hasSize(1);
    }
}
