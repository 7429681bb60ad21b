package io.faceward.evaluate.report;

import java.nio.file.Path;

/**
 * A photo to evaluate.
 *
 * @param name unique in the set
 * @param person who is in it
 */
public record Sample(Path file, String name, String person) {}
