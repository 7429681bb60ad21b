package io.faceward.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a client may do. */
public enum Scope {
    /** Protect photos and see to the own jobs. */
    PROTECT,
    /** Evaluate photos. */
    EVALUATE,
    /** See what of the management port is not open to all. */
    ADMIN;

    /** Its name in keys and tokens, for instance {@code protect}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name among the authorities of an authenticated client, for instance {@code SCOPE_protect}. */
    public String authority() {
        return "SCOPE_" + slug();
    }

    /** The scope of that name. */
    public static Optional<Scope> of(String slug) {
        return Arrays.stream(values())
                .filter(scope -> scope.slug().equals(slug))
                .findFirst();
    }
}
