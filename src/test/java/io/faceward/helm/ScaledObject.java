package io.faceward.helm;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;

/** What the chart uses of KEDA's type; https://keda.sh/docs/latest/reference/scaledobject-spec/. */
record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {

    record Spec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            int cooldownPeriod,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String name) {}

    record Advanced(HpaConfig horizontalPodAutoscalerConfig) {}

    record HpaConfig(Behavior behavior) {}

    record Behavior(ScaleDown scaleDown) {}

    record ScaleDown(int stabilizationWindowSeconds) {}

    /** @param metadata strings alone, whatever they say */
    record Trigger(String type, String metricType, Map<String, String> metadata) {}
}
