package io.faceward.evaluate;

/**
 * An evaluated photo of a set.
 *
 * @param name of the photo
 * @param person who is in it; the photos of one person are not independent of each other
 */
public record Entry(String name, String person, PhotoEvaluation photo) {}
