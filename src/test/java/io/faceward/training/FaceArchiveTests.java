package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceArchiveTests {

    @TempDir
    Path folder;

    @Test
    void holdsTheFacesThatTheFoldersHoldAlreadyFound() throws IOException {
        Path data = SmallData.below(folder);
        Path archive = folder.resolve("faces.zip");
        FaceArchive.pack(data, archive, 0.9f);

        Path inside = FaceArchive.open(archive);
        assertThat(Files.exists(inside.resolve("weights/detector"))).isFalse();
        for (Path set : FaceFolders.ALL) {
            List<FacePicture> packed = FacePictures.read(inside, set);
            List<FacePicture> given = FacePictures.read(data, set);
            assertThat(packed)
                    .extracting(FacePicture::file)
                    .isEqualTo(given.stream().map(FacePicture::file).toList());
            assertThat(packed)
                    .extracting(FacePicture::face)
                    .isEqualTo(given.stream().map(FacePicture::face).toList());
        }
        assertThat(CelebA.training(inside)).hasSameSizeAs(CelebA.training(data));
        assertThat(Teachers.recogniser(inside, ai.djl.Device.cpu())).isNotNull();
    }

    @Test
    void aFolderIsTakenAsItIs() throws IOException {
        assertThat(FaceArchive.open(folder)).isEqualTo(folder);
    }
}
