package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.image.Pixels;

/**
 * A picture of the training data with its main face.
 *
 * @param file name of the picture's file
 */
record FacePicture(String file, Pixels pixels, Face face) {}
