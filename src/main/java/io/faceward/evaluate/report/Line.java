package io.faceward.evaluate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faceward.evaluate.Example;
import io.faceward.evaluate.PhotoEvaluation;
import io.faceward.evaluate.Treatment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one photo.
 *
 * @param photo null if it failed
 * @param identities of its edits, with and without protection
 * @param failure why it could not be evaluated; null if it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Line(
        String name,
        @Nullable PhotoEvaluation photo,
        List<Identity> identities,
        @Nullable String failure) {

    /** Embeddings of an edit, as little-endian float32. */
    @SuppressWarnings("ArrayRecordComponent")
    record Identity(String manipulator, byte[] clean, byte[] disrupted) {

        float[] cleanEmbedding() {
            return floats(clean);
        }

        float[] disruptedEmbedding() {
            return floats(disrupted);
        }

        private static float[] floats(byte[] bytes) {
            float[] values = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        }

        private static byte[] bytes(float[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            return bytes.array();
        }
    }

    static Line of(Sample sample, PhotoEvaluation photo, List<Example> examples) {
        List<Identity> identities = new ArrayList<>();
        for (Example example : examples) {
            Example.Treated shielded = example.treated().get(Treatment.PROTECTED);
            float[] clean = example.embedding();
            if (shielded != null && clean != null && shielded.embedding() != null) {
                identities.add(new Identity(
                        example.manipulator(), Identity.bytes(clean), Identity.bytes(shielded.embedding())));
            }
        }
        return new Line(sample.name(), photo, identities, null);
    }

    static Line failed(Sample sample, String reason) {
        return new Line(sample.name(), null, List.of(), reason);
    }
}
