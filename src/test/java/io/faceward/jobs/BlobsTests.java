package io.faceward.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTests {

    private static final byte[] ONE = {1, 2, 3};
    private static final byte[] OTHER = new byte[100_000];

    @BeforeEach
    void credentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void forget() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void aFolderKeepsBlobsForItsOwnerAlone(@TempDir Path folder) throws Exception {
        Path root = folder.resolve("blobs");
        keeps(new FolderBlobs(root));

        assertThat(root).isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
    }

    @Test
    void aBucketKeepsBlobs() throws Exception {
        try (FakeS3 server = new FakeS3();
                S3Blobs blobs = new S3Blobs(new JobProperties.S3("photos", server.endpoint(), "eu-west-1", true))) {
            blobs.put("there", ONE);
            assertThat(server.objects).containsOnlyKeys("/photos/there");
            blobs.delete("there");

            keeps(blobs);
            assertThat(server.objects).isEmpty();
        }
    }

    private static void keeps(Blobs blobs) {
        assertThat(blobs.get("a")).isEmpty();
        blobs.delete("a");

        blobs.put("a", ONE);
        blobs.put("b.1", OTHER);
        assertThat(blobs.get("a")).contains(ONE);
        blobs.put("a", OTHER);
        assertThat(blobs.get("a")).contains(OTHER);

        blobs.delete("a");
        assertThat(blobs.get("a")).isEmpty();
        assertThat(blobs.get("b.1")).contains(OTHER);
        blobs.delete("b.1");
    }
}
