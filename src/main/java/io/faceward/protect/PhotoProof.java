package io.faceward.protect;

import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.FaceProperties;
import io.faceward.face.Overlap;
import io.faceward.face.Paste;
import io.faceward.face.Patch;
import io.faceward.face.RoundTrip;
import io.faceward.image.Decoder;
import io.faceward.image.Encoder;
import io.faceward.image.Photo;
import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.util.List;

/** Makes proofs by the very steps that make the result. Thread-safe. */
record PhotoProof(
        Photo photo, Settings settings, Paste paste, Encoder encoder, Decoder decoder, Crops crops, FaceProperties face)
        implements Proof {

    @Override
    public RoundTrip roundTrip(Crop crop) {
        return RoundTrip.of(crop.square(), photo.pixels(), face);
    }

    @Override
    public boolean grey() {
        return photo.grey();
    }

    @Override
    public double crowding(Crop crop, List<Crop> all) {
        return Overlap.crowding(crop.square(), all.stream().map(Crop::square).toList(), photo.pixels(), face);
    }

    @Override
    public Print print(Crop crop, Tensor delta) {
        Pixels pasted =
                paste.add(photo.pixels(), List.of(new Patch(crop.square(), delta)), settings.epsilon(), photo.grey());
        Pixels saved = encoder.lossless(photo, settings.encoding()) ? pasted : saved(pasted);
        return new Print(
                crops.cut(saved, List.of(crop.face())).get(0).image(),
                Check.inside(crop.square(), photo.pixels(), saved));
    }

    private Pixels saved(Pixels pasted) {
        return decoder.decode(encoder.encode(photo.with(pasted), settings.encoding()))
                .pixels();
    }
}
