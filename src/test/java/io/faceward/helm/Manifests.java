package io.faceward.helm;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Manifests as Kubernetes' own types; what those do not know is an error, as it is for the API server when it is asked to be strict. */
record Manifests(List<Object> all) {

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("keda.sh/v1alpha1/ScaledObject", ScaledObject.class),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class));

    private static final ObjectMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new WithoutAnySetters())
            .build();

    /** Kubernetes' types collect unknown properties; without their collector these are unknown indeed. */
    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
            return false;
        }
    }

    static Manifests parse(String yaml) {
        List<Object> all = new ArrayList<>();
        for (String document : yaml.split("(?m)^---.*$")) {
            JsonNode tree = STRICT.readTree(document);
            if (tree.isObject()) {
                String kind = tree.path("apiVersion").asString() + "/"
                        + tree.path("kind").asString();
                Class<?> type = KINDS.get(kind);
                if (type == null) {
                    throw new IllegalArgumentException("a manifest of a kind that is not expected: " + kind);
                }
                all.add(STRICT.treeToValue(tree, type));
            }
        }
        return new Manifests(all);
    }

    <T> List<T> of(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T> T only(Class<T> kind) {
        List<T> found = of(kind);
        if (found.size() != 1) {
            throw new IllegalStateException("not one " + kind.getSimpleName() + " but " + found.size());
        }
        return found.get(0);
    }

    Deployment deployment() {
        return only(Deployment.class);
    }

    /** What becomes a pod. */
    List<PodTemplateSpec> pods() {
        return Stream.concat(
                        of(Deployment.class).stream().map(it -> it.getSpec().getTemplate()),
                        of(Job.class).stream().map(it -> it.getSpec().getTemplate()))
                .toList();
    }
}
