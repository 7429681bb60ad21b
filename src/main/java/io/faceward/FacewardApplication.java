package io.faceward;

import io.faceward.cli.Arguments;
import io.faceward.cli.Faceward;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The process: it serves HTTP, or runs the command that its arguments name. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class FacewardApplication {

    static {
        // DJL reports its start to a server unless it is told not to before its engine is loaded.
        setDefault("ai.djl.offline", "true");
        // JavaCPP refuses to allocate once the whole process, libtorch included, holds twice the heap. Our limits are
        // the pixel budget and the queue, which know what they admit.
        setDefault("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    public static void main(String[] args) {
        Arguments arguments = Arguments.of(args);
        if (arguments.serve()) {
            SpringApplication.run(FacewardApplication.class, args);
        } else {
            System.exit(Faceward.run(FacewardApplication.class, arguments));
        }
    }
}
