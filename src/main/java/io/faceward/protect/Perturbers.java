package io.faceward.protect;

import io.faceward.model.Bundle;
import io.faceward.model.ModelCard;
import io.faceward.problem.Problem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The methods that this process offers. Thread-safe. */
final class Perturbers {

    private final Map<Method, Perturber> byMethod = new EnumMap<>(Method.class);
    private final Bundle bundle;

    Perturbers(List<Perturber> perturbers, Bundle bundle) {
        perturbers.forEach(perturber -> byMethod.put(perturber.method(), perturber));
        this.bundle = bundle;
    }

    /** @throws io.faceward.problem.ServiceException {@link Problem#BAD_PARAMETER} for a method that is not offered */
    Perturber of(Method method) {
        Perturber perturber = byMethod.get(method);
        if (perturber == null) {
            List<String> offered = byMethod.keySet().stream().map(Method::slug).toList();
            throw Problem.BAD_PARAMETER
                    .because("Method '%s' is not offered here; offered: %s"
                            .formatted(method.slug(), String.join(", ", offered)))
                    .with("parameter", "method")
                    .with("allowed", offered);
        }
        return perturber;
    }

    /**
     * The cards of the models that take part.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#MODEL_UNAVAILABLE} when the bundle lacks a model, {@link
     *     Problem#BAD_PARAMETER} when manipulators were chosen that it lacks, or for a method that lets nobody choose
     */
    List<ModelCard> cards(Perturber perturber, List<String> against) {
        if (!against.isEmpty() && perturber.steps() == 1) {
            List<String> able = byMethod.values().stream()
                    .filter(one -> one.steps() > 1)
                    .map(one -> one.method().slug())
                    .toList();
            throw Problem.BAD_PARAMETER
                    .because("Parameter 'against' is for the methods %s; what '%s' breaks was decided in training"
                            .formatted(
                                    String.join(", ", able), perturber.method().slug()))
                    .with("parameter", "against");
        }
        return perturber.models(against).stream().map(this::card).toList();
    }

    private ModelCard card(String model) {
        return bundle.find(model)
                .orElseThrow(() -> Problem.MODEL_UNAVAILABLE.because("The bundle has no model '%s'".formatted(model)));
    }
}
