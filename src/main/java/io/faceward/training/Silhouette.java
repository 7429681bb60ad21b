package io.faceward.training;

/**
 * Soft shapes of a sitter, drawn for the places of {@link SamplePhoto#TEMPLATE}; every value lies in [0,1].
 *
 * @param face the skin from hairline to chin
 * @param hair the head
 * @param neck the throat, down to the point of the collar
 * @param shoulders shoulders and chest
 */
record Silhouette(double face, double hair, double neck, double shoulders) {

    private static final double CENTRE = SamplePhoto.WIDTH / 2.0;

    static Silhouette at(int x, int y) {
        double across = Math.abs(x - CENTRE);
        double face = inside(Math.hypot(across / 180, (y - 470) / 252.0), 0.2);
        double hair = inside(Math.hypot(across / 222, (y - 405) / 284.0), 0.14);
        double throat = 106 * Math.min(1, 1 - (y - 770) / 140.0);
        double neck = throat > 0 ? inside(across / throat, 26 / throat) * rise((y - 600) / 40.0) : 0;
        double chest = Math.pow(Math.pow(across / 356, 2) + Math.pow(Math.max(0, 1020 - y) / 278.0, 2), 0.5);
        return new Silhouette(face, hair, neck, inside(chest, 0.1));
    }

    /** How much of the sitter is seen rather than the backdrop. */
    double sitter() {
        return 1 - (1 - face) * (1 - hair) * (1 - neck) * (1 - shoulders);
    }

    private static double inside(double distance, double softness) {
        return rise((1 + softness / 2 - distance) / softness);
    }

    private static double rise(double value) {
        double r = Math.min(Math.max(value, 0), 1);
        return r * r * (3 - 2 * r);
    }
}
