package io.faceward.model;

import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes StarGAN v2's styles: one latent one for each domain, and those of pictures. */
final class StarGanV2Preparation implements Preparation {

    private static final String GENERATOR = "generator.";

    /** Width times side of the published networks. */
    private static final int WIDTH_BY_SIDE = 1 << 14;

    @Override
    public Prepared prepare(Map<String, Tensor> weights, ImportRequest request) throws IOException {
        Sizes sizes = new Sizes(weights);
        int side = WIDTH_BY_SIDE / sizes.filters(GENERATOR + "from_rgb");
        int mapped = sizes.count(StarGanV2Styles.MAPPING + "unshared.%d.0.weight");
        int encoded = sizes.count(StarGanV2Styles.ENCODER + "unshared.%d.weight");
        List<String> names = domains(Math.max(mapped, encoded), request);
        List<StyleNetwork> latent = new ArrayList<>();
        List<StyleNetwork> pictured = new ArrayList<>();
        for (int domain = 0; domain < mapped; domain++) {
            latent.add(StarGanV2Styles.mapping(sizes, names.get(domain), domain));
        }
        for (int domain = 0; domain < encoded; domain++) {
            pictured.add(StarGanV2Styles.encoder(sizes, names.get(domain), domain, side));
        }
        Styles styles = Styles.of(latent, pictured, weights, request);
        Map<String, Tensor> served = new LinkedHashMap<>();
        boolean masked = sizes.has(GENERATOR + StarGanV2.FILTER);
        weights.forEach((name, tensor) -> {
            if (name.startsWith(GENERATOR)) {
                served.put(name.substring(GENERATOR.length()), tensor);
            } else if (masked && name.startsWith(FaceAlignmentNetwork.NAME + ".")) {
                served.put(name, tensor);
            }
        });
        served.put(StyleTable.STYLES, styles.table());
        return new Prepared(served, styles.conditions(), side);
    }

    /** By default the domains of the published weights: two of CelebA-HQ, three of animals' faces. */
    private static List<String> domains(int count, ImportRequest request) throws IOException {
        if (!request.attributes().isEmpty()) {
            return AttributePreparation.normalised(request.attributes(), count);
        }
        return switch (count) {
            case 2 -> List.of("female", "male");
            case 3 -> List.of("cat", "dog", "wild");
            default -> AttributePreparation.numbered("domain", count);
        };
    }
}
