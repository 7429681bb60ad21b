package io.faceward.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChartTests {

    private static final String GPU = "gpu";
    private static final String PRODUCTION = "production";

    private static final Chart PLAIN = Chart.of();
    private static final Chart REPLICAS = PLAIN.with("database.url", "jdbc:postgresql://db/faceward")
            .with("database.secret", "db")
            .with("s3.bucket", "jobs")
            .with("replicaCount", 3);

    @Test
    void lints() {
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void parsingIsStrict() {
        String typo = "apiVersion: apps/v1\nkind: Deployment\nspec: {replica: 1}\n";

        assertThatThrownBy(() -> Manifests.parse(typo)).hasMessageContaining("replica");
    }

    @Test
    void aPlainReleaseIsOneReplicaWithAVolume() {
        Manifests manifests = PLAIN.render();
        Deployment deployment = manifests.deployment();

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment.getSpec().getStrategy().getType())
                .as("an embedded database is opened by one process")
                .isEqualTo("Recreate");
        assertThat(manifests.only(PersistentVolumeClaim.class).getMetadata().getName())
                .isEqualTo(volume(deployment, "data").getPersistentVolumeClaim().getClaimName());
        assertThat(env(deployment)).doesNotContainKeys("SPRING_DATASOURCE_URL", "FACEWARD_JOBS_S3_BUCKET");
    }

    @Test
    void replicasShareADatabaseAndABucketAndHaveNoVolume() {
        Manifests manifests = REPLICAS.render();
        Deployment deployment = manifests.deployment();

        assertThat(manifests.of(PersistentVolumeClaim.class)).isEmpty();
        assertThat(volume(deployment, "data").getEmptyDir()).isNotNull();
        assertThat(deployment
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(env(deployment)
                        .get("SPRING_DATASOURCE_PASSWORD")
                        .getValueFrom()
                        .getSecretKeyRef()
                        .getName())
                .isEqualTo("db");
        assertThat(env(deployment).get("FACEWARD_JOBS_S3_BUCKET").getValue()).isEqualTo("jobs");
    }

    @Test
    void replicasThatShareNothingAreRefused() {
        assertThatThrownBy(() -> PLAIN.with("replicaCount", 2).render()).hasMessageContaining("database.url");
        assertThatThrownBy(() -> PLAIN.with("autoscaling.kind", "hpa").render()).hasMessageContaining("database.url");
        assertThatThrownBy(() -> REPLICAS.with("s3.bucket", "").render()).hasMessageContaining("s3.bucket");
        assertThat(REPLICAS.with("s3.bucket", "")
                        .with("persistence.existingClaim", "shared")
                        .render()
                        .all())
                .isNotEmpty();
    }

    @Test
    void valuesThatNobodyReadsAreRefused() {
        assertThatThrownBy(() -> PLAIN.with("replicas", 2).render()).hasMessageContaining("replicas");
        assertThatThrownBy(() -> PLAIN.with("access.mode", "password").render()).hasMessageContaining("mode");
        assertThatThrownBy(() -> PLAIN.with("replicaCount", "two").render()).hasMessageContaining("replicaCount");
    }

    @Test
    void keysAreAFileThatTheKubeletRenews() {
        Deployment deployment = PLAIN.render().deployment();
        VolumeMount mount = service(deployment).getVolumeMounts().stream()
                .filter(it -> it.getName().equals("access"))
                .findFirst()
                .orElseThrow();

        assertThat(env(deployment).get("FACEWARD_ACCESS_MODE").getValue()).isEqualTo("api-key");
        assertThat(volume(deployment, "access").getSecret().getSecretName()).isEqualTo("faceward-keys");
        assertThat(env(deployment).get("FACEWARD_ACCESS_KEYSFILE").getValue())
                .isEqualTo(mount.getMountPath() + "/keys");
        assertThat(mount.getSubPath()).as("it would never be renewed").isNull();
    }

    @Test
    void anOpenServiceSaysSo() {
        Deployment open = PLAIN.with("access.mode", "none").render().deployment();

        assertThat(env(open).get("FACEWARD_ACCESS_MODE").getValue()).isEqualTo("none");
        assertThat(env(open).get("FACEWARD_ACCESS_OPENTONETWORK").getValue()).isEqualTo("true");
        assertThat(env(PLAIN.render().deployment())).doesNotContainKey("FACEWARD_ACCESS_OPENTONETWORK");
    }

    @Test
    void tokensNeedAnIssuer() {
        Chart jwt = PLAIN.with("access.mode", "jwt");

        assertThatThrownBy(jwt::render).hasMessageContaining("issuerUri");
        assertThat(env(Chart.of(PRODUCTION).render().deployment()))
                .containsKeys(
                        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI",
                        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES");
    }

    @Test
    void aGpuIsAskedForWhereGpusAre() {
        Deployment deployment = Chart.of(GPU).render().deployment();
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();

        assertThat(service(deployment).getResources().getLimits()).containsEntry("nvidia.com/gpu", new Quantity("1"));
        assertThat(service(deployment).getResources().getLimits())
                .as("beside what it has of others")
                .containsKey("memory");
        assertThat(env(deployment).get("FACEWARD_INFERENCE_DEVICE").getValue()).isEqualTo("gpu");
        assertThat(pod.getRuntimeClassName()).isEqualTo("nvidia");
        assertThat(pod.getNodeSelector()).containsKey("nvidia.com/gpu.present");
        assertThat(pod.getTolerations()).singleElement().satisfies(it -> assertThat(it.getKey())
                .isEqualTo("nvidia.com/gpu"));
    }

    @Test
    void queuesScaleReplicasThroughAnAutoscaler() {
        Manifests manifests = REPLICAS.with("autoscaling.kind", "hpa").render();
        HorizontalPodAutoscaler scaler = manifests.only(HorizontalPodAutoscaler.class);

        assertThat(manifests.deployment().getSpec().getReplicas())
                .as("that would undo what was scaled at every upgrade")
                .isNull();
        assertThat(scaler.getSpec().getScaleTargetRef().getName())
                .isEqualTo(manifests.deployment().getMetadata().getName());
        assertThat(scaler.getSpec().getMetrics()).singleElement().satisfies(it -> {
            assertThat(it.getPods().getMetric().getName()).isEqualTo("faceward_queue_depth");
            assertThat(it.getPods().getTarget().getAverageValue()).isEqualTo(new Quantity("8"));
        });
    }

    @Test
    void queuesScaleReplicasThroughKeda() {
        Manifests manifests = Chart.of(PRODUCTION).render();
        ScaledObject.Spec scaler = manifests.only(ScaledObject.class).spec();

        assertThat(manifests.of(HorizontalPodAutoscaler.class)).isEmpty();
        assertThat(scaler.scaleTargetRef().name())
                .isEqualTo(manifests.deployment().getMetadata().getName());
        assertThat(scaler.minReplicaCount()).isEqualTo(3);
        assertThat(scaler.triggers()).singleElement().satisfies(it -> assertThat(it.metadata())
                .containsEntry(
                        "query", "sum(faceward_queue_depth{namespace=\"photos\",service=\"faceward-management\"})"));
    }

    @Test
    void theMigrationRunsBeforeTheServiceAndInsteadOfIt() {
        Manifests manifests = Chart.of(PRODUCTION).render();
        Job migration = manifests.only(Job.class);
        Map<String, EnvVar> env =
                env(migration.getSpec().getTemplate().getSpec().getContainers().get(0));

        assertThat(migration.getMetadata().getAnnotations()).containsEntry(Chart.HOOK, "pre-install,pre-upgrade");
        assertThat(env.get("JAVA_TOOL_OPTIONS").getValue()).isEqualTo("-Dspring.context.exit=onRefresh");
        assertThat(env.get("SPRING_DATASOURCE_USERNAME")
                        .getValueFrom()
                        .getSecretKeyRef()
                        .getName())
                .as("who owns the tables")
                .isEqualTo("faceward-database-owner");
        assertThat(env(manifests.deployment()).get("SPRING_FLYWAY_ENABLED").getValue())
                .isEqualTo("false");
        assertThatThrownBy(() -> PLAIN.with("migration.enabled", true).render()).hasMessageContaining("database.url");
    }

    @Test
    void selectorsMeetTheServiceAndNotTheMigration() {
        Manifests manifests = Chart.of(PRODUCTION).render();
        Map<String, String> service =
                manifests.deployment().getSpec().getTemplate().getMetadata().getLabels();
        Map<String, String> migration =
                manifests.only(Job.class).getSpec().getTemplate().getMetadata().getLabels();
        Map<String, String> selector =
                manifests.deployment().getSpec().getSelector().getMatchLabels();

        assertThat(service.entrySet()).containsAll(selector.entrySet());
        assertThat(migration.entrySet().containsAll(selector.entrySet())).isFalse();
        assertThat(manifests.of(Service.class))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.getSpec().getSelector()).isEqualTo(selector));
        assertThat(manifests
                        .only(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(selector);
        assertThat(migration.entrySet())
                .as("the network is closed around it too")
                .containsAll(manifests
                        .only(NetworkPolicy.class)
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels()
                        .entrySet());
    }

    @Test
    void metricsAreReadFromTheManagementPortAlone() {
        Manifests manifests = Chart.of(PRODUCTION).render();
        ServiceMonitor.Spec monitor = manifests.only(ServiceMonitor.class).spec();

        assertThat(manifests.of(Service.class).stream().filter(it -> it.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(monitor.selector().getMatchLabels().entrySet())))
                .singleElement()
                .satisfies(it -> assertThat(it.getSpec().getPorts())
                        .singleElement()
                        .satisfies(port -> assertThat(port.getName())
                                .isEqualTo(monitor.endpoints().get(0).port())));
        assertThat(monitor.endpoints().get(0).path()).isEqualTo("/actuator/prometheus");
        assertThat(manifests
                        .only(Ingress.class)
                        .getSpec()
                        .getRules()
                        .get(0)
                        .getHttp()
                        .getPaths()
                        .get(0)
                        .getBackend()
                        .getService()
                        .getPort()
                        .getName())
                .isEqualTo("http");
    }

    @Test
    void theNetworkIsClosedButForWhatIsNamed() {
        NetworkPolicy policy = Chart.of(PRODUCTION).render().only(NetworkPolicy.class);

        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).hasSize(2).allSatisfy(rule -> assertThat(rule.getFrom())
                .isNotEmpty());
        assertThat(policy.getSpec().getEgress().stream()
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getPort().getIntVal()))
                .containsExactlyInAnyOrder(53, 53, 5432, 443);
    }

    @Test
    void theServicesOwnPropertiesAreAFile() {
        Manifests manifests = Chart.of(GPU).render();
        Deployment deployment = manifests.deployment();

        assertThat(manifests.only(ConfigMap.class).getData().get("application.yaml"))
                .contains("batch-size: 16");
        assertThat(service(deployment).getVolumeMounts())
                .anySatisfy(it -> assertThat(it.getMountPath()).isEqualTo("/opt/faceward/config"));
        assertThat(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
                .as("a change of them restarts the service")
                .isNotEqualTo(Chart.of(GPU)
                        .with("config.faceward.protect.deadline", "30s")
                        .render()
                        .deployment()
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations());
    }

    @Test
    void theDashboardIsInstalledAsItIs() throws IOException {
        ConfigMap installed = PLAIN.with("dashboard.enabled", true).render().only(ConfigMap.class);
        JsonNode file =
                JsonMapper.shared().readTree(Files.readString(Chart.FOLDER.resolve("dashboards/faceward.json")));

        assertThat(JsonMapper.shared().readTree(installed.getData().get("faceward.json")))
                .isEqualTo(file);
        assertThat(installed.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    }

    @Test
    void theServiceKnowsEveryPropertyThatItIsGiven() throws IOException {
        Set<String> known = new HashSet<>();
        JsonMapper.shared()
                .readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json").getContentAsByteArray())
                .path("properties")
                .forEach(property -> known.add(property.path("name")
                        .asString()
                        .replace("-", "")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT)));

        for (Chart chart : List.of(PLAIN, PLAIN.with("access.mode", "none"), Chart.of(GPU), Chart.of(PRODUCTION))) {
            assertThat(env(chart.render().deployment()).keySet().stream().filter(name -> name.startsWith("FACEWARD_")))
                    .isNotEmpty()
                    .isSubsetOf(known);
        }
    }

    static Container service(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    static Map<String, EnvVar> env(Deployment deployment) {
        return env(service(deployment));
    }

    static Map<String, EnvVar> env(Container container) {
        return container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, Function.identity()));
    }

    private static io.fabric8.kubernetes.api.model.Volume volume(Deployment deployment, String name) {
        return Optional.ofNullable(deployment.getSpec().getTemplate().getSpec().getVolumes()).stream()
                .flatMap(volumes -> volumes.stream())
                .filter(it -> it.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
