package io.faceward.protect;

import io.faceward.face.Crop;
import io.faceward.face.Overlap;
import io.faceward.face.RoundTrip;
import io.faceward.network.Tensor;
import java.util.List;

/**
 * What becomes of a perturbation on its way into the saved photo, for methods that look before they decide. It belongs to
 * one photo and its settings; safe for concurrent use.
 */
public interface Proof {

    /** The linear part of the way, from a perturbation to the crop that is cut again out of the saved photo. */
    RoundTrip roundTrip(Crop crop);

    /** Whether the photo has no colour, so that it gets the luma of a perturbation in every channel. */
    boolean grey();

    /** How much noise the perturbations of all faces leave in a crop's square beside its own, see {@link Overlap}. */
    double crowding(Crop crop, List<Crop> all);

    /**
     * Pastes one perturbation alone, saves the photo as the user will get it, and looks.
     *
     * @param delta {@code [3,256,256]} in units of [-1,1]
     */
    Print print(Crop crop, Tensor delta);

    /**
     * A face in the saved photo.
     *
     * @param image the crop cut again, {@code [3,256,256]} in [-1,1]
     * @param quality of the square, on 8-bit pixels
     */
    record Print(Tensor image, Quality quality) {}
}
