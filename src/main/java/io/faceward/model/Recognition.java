package io.faceward.model;

import io.faceward.network.Checkpoint;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Mismatch;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out which network a checkpoint holds, and where, by the names and shapes of its tensors. For one use. */
final class Recognition {

    /** A network that the weights under a prefix fit. */
    record Found(Original original, String prefix, Preparation.Prepared prepared) {

        /** The prefix without its dot. */
        String place() {
            return prefix.replaceAll("\\.$", "");
        }
    }

    /** A network that they do not fit, and why. */
    private record Miss(Original original, String prefix, int differences, String reason) {}

    /** Places of one checkpoint where networks are looked for; real ones have a handful. */
    private static final int MAX_PREFIXES = 100;

    /** Names that a message lists of each kind. */
    private static final int SHOWN = 20;

    private final Checkpoint checkpoint;
    private final ImportRequest request;
    private final @Nullable Tensor prior;
    private final List<Miss> misses = new ArrayList<>();

    Recognition(Checkpoint checkpoint, ImportRequest request, @Nullable Tensor prior) {
        this.checkpoint = checkpoint;
        this.request = request;
        this.prior = prior;
    }

    /**
     * The network that fits.
     *
     * @throws MalformedWeightsException if none does, or several do: then the request has to say which
     */
    Found find() throws IOException {
        List<Original> originals = Original.of(request.as());
        if (originals.isEmpty()) {
            throw new MalformedWeightsException("there is no network %s; known are %s"
                    .formatted(request.as(), beginning(Original.architectures())));
        }
        for (String prefix : prefixes(originals)) {
            Map<String, Tensor> weights = weights(prefix);
            List<Found> fits = new ArrayList<>();
            for (Original original : originals) {
                if (weights.containsKey(original.marker())) {
                    attempt(original, prefix, weights, fits);
                }
            }
            if (fits.size() > 1) {
                throw new MalformedWeightsException("the weights fit "
                        + fits.stream()
                                .map(fit -> fit.original().architecture().id())
                                .collect(Collectors.joining(" and "))
                        + " alike: --as says which they are");
            }
            if (fits.size() == 1) {
                return fits.get(0);
            }
        }
        throw new MalformedWeightsException(misses.isEmpty() ? unknown(originals) : closest());
    }

    /** Where a network may begin, averaged weights first. */
    private Collection<String> prefixes(List<Original> originals) throws MalformedWeightsException {
        Set<String> prefixes = new LinkedHashSet<>();
        for (String name : checkpoint.names()) {
            for (Original original : originals) {
                String prefix = name.substring(
                        0, Math.max(0, name.length() - original.marker().length()));
                if (name.equals(prefix + original.marker()) && (prefix.isEmpty() || prefix.endsWith("."))) {
                    prefixes.add(prefix);
                }
            }
        }
        if (request.key() != null) {
            prefixes.removeIf(prefix -> !prefix.equals(request.key() + "."));
        }
        if (prefixes.size() > MAX_PREFIXES) {
            throw new MalformedWeightsException(
                    "%d places look like networks: --key says which is meant".formatted(prefixes.size()));
        }
        return prefixes.stream()
                .sorted(Comparator.comparing(prefix -> !prefix.matches(".*(ema|test)\\..*")))
                .toList();
    }

    private Map<String, Tensor> weights(String prefix) throws IOException {
        Set<String> names = checkpoint.names().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toSet());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        checkpoint.read(names).forEach((name, tensor) -> weights.put(name.substring(prefix.length()), tensor));
        if (prior != null) {
            weights.put(IdGuardGenerator.PRIOR, prior);
        }
        return weights;
    }

    private void attempt(Original original, String prefix, Map<String, Tensor> weights, List<Found> fits)
            throws IOException {
        try {
            Preparation.Prepared prepared = original.preparation().prepare(weights, request);
            Mismatch mismatch = original.architecture()
                    .architecture()
                    .graph(prepared.weights())
                    .mismatch(prepared.weights());
            if (mismatch.isEmpty()) {
                fits.add(new Found(original, prefix, prepared));
            } else {
                misses.add(new Miss(original, prefix, mismatch.count(), listed(mismatch)));
            }
        } catch (MalformedWeightsException e) {
            misses.add(new Miss(original, prefix, Integer.MAX_VALUE, "\n  " + e.getMessage()));
        }
    }

    private String closest() {
        Miss miss =
                misses.stream().min(Comparator.comparingInt(Miss::differences)).orElseThrow();
        String place = miss.prefix().isEmpty() ? "" : " at " + miss.prefix().replaceAll("\\.$", "");
        return "these are not the weights of %s%s:%s"
                .formatted(miss.original().architecture().id(), place, miss.reason());
    }

    private static String listed(Mismatch mismatch) {
        return listed("missing", mismatch.missing())
                + listed("superfluous", mismatch.superfluous())
                + listed("of another shape", mismatch.misshapen());
    }

    private static String listed(String what, List<String> names) {
        return names.isEmpty() ? "" : "\n  %d %s: %s".formatted(names.size(), what, beginning(names));
    }

    private String unknown(List<Original> originals) {
        return "no %s network begins%s among the file's %d tensors: %s"
                        .formatted(
                                request.as() == null ? "known" : request.as(),
                                request.key() == null ? "" : " at " + request.key(),
                                checkpoint.names().size(),
                                beginning(checkpoint.names()))
                + originals.stream()
                        .map(original -> "%n  %s has %s"
                                .formatted(original.architecture().id(), original.marker()))
                        .collect(Collectors.joining());
    }

    private static String beginning(Collection<String> names) {
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? "%s and %d more".formatted(shown, names.size() - SHOWN) : shown;
    }
}
