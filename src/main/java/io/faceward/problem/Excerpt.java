package io.faceward.problem;

/** What of a caller's words is repeated in an answer. */
public final class Excerpt {

    private static final int LENGTH = 64;

    private Excerpt() {}

    /** The text, cut after 64 characters. */
    public static String of(String text) {
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "...";
    }
}
