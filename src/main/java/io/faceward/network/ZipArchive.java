package io.faceward.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** ZIP archives that somebody else wrote. */
final class ZipArchive {

    private ZipArchive() {}

    /**
     * Opens an archive and reads its directory once. The JDK checks names when it opens a file, but reads the comment of an
     * entry each time that the entry is asked for, and throws then what no caller expects.
     *
     * @throws MalformedWeightsException if the file is no ZIP archive, or a name or comment in its directory is no text
     */
    static ZipFile open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new MalformedWeightsException(file.getFileName() + " is a damaged ZIP archive: " + e.getMessage(), e);
        }
        try {
            zip.stream().forEach(ZipEntry::getName);
            return zip;
        } catch (IllegalArgumentException e) {
            zip.close();
            throw new MalformedWeightsException(
                    file.getFileName() + " is a damaged ZIP archive: what it says of an entry is no text", e);
        }
    }
}
