package io.faceward.model;

import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.linear;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.sigmoid;

import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * HiSD's editor of one tag: m·f + (1 − m)·e, where features f and mask m come from the code e and a style.
 *
 * @param code channels of e
 * @param style length of a style
 * @param widths channels between the blocks
 */
record HiSdTranslator(String name, int code, int style, List<Integer> widths) {

    static HiSdTranslator of(Sizes sizes, int tag) throws MalformedWeightsException {
        String name = "translators." + tag;
        List<Integer> widths = new ArrayList<>(List.of(sizes.filters(name + ".model.0")));
        int end = 1 + sizes.count(name + ".model.%d.conv1.weight", 1);
        for (int i = 1; i < end; i++) {
            widths.add(sizes.filters("%s.model.%d.conv2".formatted(name, i)));
        }
        int style = sizes.of(name + ".style_to_params.weight", 2, 1);
        return new HiSdTranslator(name, sizes.channels(name + ".model.0"), style, List.copyOf(widths));
    }

    Value add(Graph graph, Value image, Value how) {
        Value parameters = graph.add(name + ".style_to_params", linear(style, normalisations()), how);
        Value h = graph.add(name + ".model.0", conv2d(code, widths.get(0), 1), image);
        int offset = 0;
        for (int i = 1; i < widths.size(); i++) {
            int in = widths.get(i - 1);
            int out = widths.get(i);
            int end = offset + 2 * (in + out);
            Value own = graph.expression("torch.slice($0, 1, %d, %d)".formatted(offset, end), parameters);
            h = graph.add("%s.model.%d".formatted(name, i), HiSdBlocks.middle(in, out, own), h);
            offset = end;
        }
        int last = widths.get(widths.size() - 1);
        Value features = graph.add(name + ".features", sequential(conv2d(last, code, 1)), h);
        Value mask = graph.add(name + ".masks", sequential(conv2d(last, code, 1), sigmoid()), h);
        return graph.expression(
                "torch.add(torch.mul($0, $1), torch.mul($2, torch.rsub($1, 1)))", features, mask, image);
    }

    /** Numbers that the style decides: scale and shift of two normalisations in each block. */
    private int normalisations() {
        int sum = 0;
        for (int i = 1; i < widths.size(); i++) {
            sum += 2 * (widths.get(i - 1) + widths.get(i));
        }
        return sum;
    }
}
