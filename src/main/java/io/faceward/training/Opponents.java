package io.faceward.training;

import io.faceward.model.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The manipulators of a run of {@code train dadfi}. The owner closes it.
 *
 * @param open whose gradients teach
 * @param blackBox one that is only asked for edits
 */
record Opponents(List<Opponent> open, @Nullable Opponent blackBox) implements AutoCloseable {

    /** @throws IOException if the bundle lacks one of them */
    static Opponents of(Bundle bundle, DadfiOptions options) throws IOException {
        List<Opponent> loaded = new ArrayList<>();
        try {
            for (String id : options.manipulators()) {
                loaded.add(Opponent.of(bundle, id, options.against().contains(id), options.training()));
            }
        } catch (IOException | RuntimeException e) {
            loaded.forEach(Opponent::close);
            throw e;
        }
        int open = options.against().size();
        return new Opponents(
                List.copyOf(loaded.subList(0, open)), options.blackBox() == null ? null : loaded.get(open));
    }

    List<Opponent> all() {
        return Stream.concat(open.stream(), Stream.ofNullable(blackBox)).toList();
    }

    @Override
    public void close() {
        all().forEach(Opponent::close);
    }
}
