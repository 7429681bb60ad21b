package io.faceward.evaluate;

import org.jspecify.annotations.Nullable;

/** Embeddings of an original face, of its edit, and of the edit of what became of it. */
@SuppressWarnings("ArrayRecordComponent")
record Identities(float[] original, float[] clean, float[] disrupted) {

    /** Null unless all three are known. */
    static @Nullable Identities of(
            float @Nullable [] original, float @Nullable [] clean, float @Nullable [] disrupted) {
        return original == null || clean == null || disrupted == null
                ? null
                : new Identities(original, clean, disrupted);
    }

    /** Cosine of the two edits. */
    double similarity() {
        return EditDistance.cosine(clean, disrupted);
    }

    /** How much more of the original identity is lost than the clean edit loses. */
    double loss() {
        return Math.max(0, EditDistance.cosine(original, clean) - EditDistance.cosine(original, disrupted));
    }
}
