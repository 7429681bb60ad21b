package io.faceward.model;

import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes HiSD's styles: one latent one for each attribute of each tag, and those of pictures. */
final class HiSdPreparation implements Preparation {

    /** Attributes of the published weights' tags. */
    private static final List<Integer> PUBLISHED = List.of(2, 2, 3);

    private static final List<String> PUBLISHED_TAGS = List.of("bangs", "eyeglasses", "hair-colour");
    private static final List<String> PUBLISHED_STYLES =
            List.of("bangs", "no-bangs", "eyeglasses", "no-eyeglasses", "black-hair", "blond-hair", "brown-hair");

    @Override
    public Prepared prepare(Map<String, Tensor> weights, ImportRequest request) throws IOException {
        Sizes sizes = new Sizes(weights);
        int tags = HiSdStyles.tags(sizes);
        List<Integer> attributes = new ArrayList<>();
        for (int tag = 0; tag < tags; tag++) {
            attributes.add(HiSdStyles.attributes(sizes, tag));
        }
        int side = 4 << sizes.count("extractors.model.%d.conv1.weight", 1);
        List<String> names = styleNames(attributes, request.attributes());
        List<String> tagNames =
                attributes.equals(PUBLISHED) ? PUBLISHED_TAGS : AttributePreparation.numbered("tag", tags);

        List<StyleNetwork> latent = new ArrayList<>();
        List<StyleNetwork> pictured = new ArrayList<>();
        for (int tag = 0; tag < tags; tag++) {
            for (int attribute = 0; attribute < attributes.get(tag); attribute++) {
                latent.add(HiSdStyles.mapper(sizes, names.get(latent.size()), tag, attribute));
            }
            pictured.add(HiSdStyles.extractor(sizes, tagNames.get(tag), tag, side));
        }
        Styles styles = Styles.of(latent, pictured, weights, request);
        Map<String, Tensor> served = new LinkedHashMap<>(weights);
        served.keySet().removeIf(name -> name.startsWith("mappers.") || name.startsWith("extractors."));
        served.put(StyleTable.STYLES, styles.table());
        served.put(HiSd.TAGS, styles.tagTable(tags));
        return new Prepared(served, styles.conditions(), side);
    }

    private static List<String> styleNames(List<Integer> attributes, List<String> given)
            throws MalformedWeightsException {
        int count = attributes.stream().mapToInt(Integer::intValue).sum();
        if (!given.isEmpty()) {
            return AttributePreparation.normalised(given, count);
        }
        return attributes.equals(PUBLISHED) ? PUBLISHED_STYLES : AttributePreparation.numbered("style", count);
    }
}
