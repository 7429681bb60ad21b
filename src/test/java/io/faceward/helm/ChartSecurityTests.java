package io.faceward.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every pod of the chart, whatever its values. */
class ChartSecurityTests {

    private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|ACCESS_KEY_ID|USERNAME");

    static Stream<Chart> charts() throws IOException {
        try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("examples"))) {
            List<String> examples = files.map(
                            file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
            assertThat(examples).contains("cpu-only", "gpu", "production");
            return Stream.concat(Stream.of(Chart.of()), examples.stream().map(Chart::of));
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void podsHaveNoRights(Chart chart) {
        assertThat(chart.render().pods()).isNotEmpty().allSatisfy(template -> {
            PodSpec pod = template.getSpec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getHostNetwork()).isNull();
            assertThat(pod.getHostPID()).isNull();
            assertThat(pod.getHostIPC()).isNull();
            assertThat(pod.getInitContainers()).isEmpty();
            assertThat(pod.getContainers()).isNotEmpty().allSatisfy(container -> {
                SecurityContext context = container.getSecurityContext();
                assertThat(context.getAllowPrivilegeEscalation()).isFalse();
                assertThat(context.getReadOnlyRootFilesystem()).isTrue();
                assertThat(context.getPrivileged()).isNull();
                assertThat(context.getRunAsUser()).isNull();
                assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
                assertThat(context.getCapabilities().getAdd()).isEmpty();
            });
        });
    }

    @ParameterizedTest
    @MethodSource("charts")
    void noServiceAccountHasAToken(Chart chart) {
        assertThat(chart.render().of(ServiceAccount.class)).isNotEmpty().allSatisfy(it -> assertThat(
                        it.getAutomountServiceAccountToken())
                .isFalse());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void secretsAreReferences(Chart chart) {
        assertThat(containers(chart)
                        .flatMap(container -> container.getEnv().stream())
                        .filter(env -> SECRET.matcher(env.getName()).find()))
                .allSatisfy(env -> {
                    assertThat(env.getValue()).as(env.getName()).isNull();
                    assertThat(env.getValueFrom().getSecretKeyRef())
                            .as(env.getName())
                            .isNotNull();
                });
    }

    @ParameterizedTest
    @MethodSource("charts")
    void nothingOfTheNodeIsMountedAndLittleIsWritable(Chart chart) {
        assertThat(chart.render().pods().stream().flatMap(it -> it.getSpec().getVolumes().stream()))
                .extracting(Volume::getHostPath)
                .containsOnlyNulls();
        assertThat(containers(chart)
                        .flatMap(container -> container.getVolumeMounts().stream())
                        .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly())))
                .extracting(VolumeMount::getMountPath)
                .isSubsetOf("/tmp", "/var/lib/faceward");
    }

    @ParameterizedTest
    @MethodSource("charts")
    void memoryIsLimitedAndTheImageHasAVersion(Chart chart) {
        assertThat(containers(chart)).isNotEmpty().allSatisfy(container -> {
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getImage()).matches(".+:[0-9].*");
        });
    }

    @ParameterizedTest
    @MethodSource("charts")
    void probesAskTheManagementPort(Chart chart) {
        Container service = ChartTests.service(chart.render().deployment());

        assertThat(List.of(service.getStartupProbe(), service.getLivenessProbe(), service.getReadinessProbe()))
                .allSatisfy(probe ->
                        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management"))
                .extracting(probe -> probe.getHttpGet().getPath())
                .containsExactly(
                        "/actuator/health/liveness", "/actuator/health/liveness", "/actuator/health/readiness");
    }

    private static Stream<Container> containers(Chart chart) {
        return chart.render().pods().stream().flatMap(it -> it.getSpec().getContainers().stream());
    }
}
