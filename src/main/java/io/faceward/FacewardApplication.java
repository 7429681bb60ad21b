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

    public static void main(String[] args) {
        Arguments arguments = Arguments.of(args);
        if (arguments.serve()) {
            SpringApplication.run(FacewardApplication.class, args);
        } else {
            System.exit(Faceward.run(FacewardApplication.class, arguments));
        }
    }
}
