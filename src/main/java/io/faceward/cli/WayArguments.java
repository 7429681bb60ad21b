package io.faceward.cli;

import io.faceward.training.Cutting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What trainers of perturbations suppose to happen to pictures before a manipulator sees them. */
final class WayArguments {

    /** What every command says of {@code --cutting}. */
    static final String CUTTING =
            "How attackers cut faces out, compared with us: ${COMPLETION-CANDIDATES}; papers assume AGREED";

    @Option(
            names = "--robust",
            description = "Pictures are recompressed, resized, blurred or disturbed on their way, and cut carelessly")
    private boolean robust;

    @Option(names = "--cutting", description = CUTTING + " (default: DETECTED, with --robust CARELESS)")
    private @Nullable Cutting cutting;

    boolean robust() {
        return robust;
    }

    Cutting cutting() {
        if (cutting != null) {
            return cutting;
        }
        return robust ? Cutting.CARELESS : Cutting.DETECTED;
    }
}
