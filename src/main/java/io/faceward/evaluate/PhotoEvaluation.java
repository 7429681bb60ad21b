package io.faceward.evaluate;

import java.util.List;

/**
 * A photo with and without treatment. It can be written as JSON and read again.
 *
 * @param width columns of the upright photo
 * @param height rows of the upright photo
 * @param facesFound faces in the photo; fewer may be evaluated
 * @param notes what a reader should know
 */
public record PhotoEvaluation(int width, int height, int facesFound, List<FaceEvaluation> faces, List<String> notes) {}
