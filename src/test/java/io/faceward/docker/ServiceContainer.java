package io.faceward.docker;

import com.github.dockerjava.api.model.Capability;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The service as in production: its own image, read-only, without rights, with a limit on memory. */
final class ServiceContainer extends GenericContainer<ServiceContainer> {

    static final int HTTP = 8080;
    static final int MANAGEMENT = 8081;
    static final long MEMORY = 3L << 30;

    private static final Duration STARTUP = Duration.ofMinutes(3);
    private static final List<String> CONTEXT =
            List.of(".mvn", "mvnw", "pom.xml", "docker", "src/main/resources/sample/portrait.jpg");

    /** The Dockerfile's own base images are public; where none can be had, the environment names others. */
    static ImageFromDockerfile image() {
        String jar = System.getProperty("faceward.jar");
        Map<String, String> arguments = new HashMap<>(Map.of("JAR", jar));
        for (String base : List.of("BUILD_IMAGE", "BASE_IMAGE")) {
            Optional.ofNullable(System.getenv("FACEWARD_" + base)).ifPresent(name -> arguments.put(base, name));
        }
        ImageFromDockerfile image = new ImageFromDockerfile("faceward-image-it", false)
                .withFileFromPath("Dockerfile", Path.of("docker/Dockerfile"))
                .withBuildArgs(arguments);
        for (String file : CONTEXT) {
            image = image.withFileFromPath(file, Path.of(file));
        }
        return image.withFileFromPath(jar, Path.of(jar));
    }

    @SuppressWarnings("this-escape")
    ServiceContainer(String image) {
        super(image);
        withEnv("FACEWARD_ACCESS_MODE", "none");
        withEnv("FACEWARD_ACCESS_OPENTONETWORK", "true");
        withTmpFs(Map.of("/tmp", "rw,nosuid,nodev,size=1g"));
        withCreateContainerCmdModifier(command -> command.getHostConfig()
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY));
        withStartupTimeout(STARTUP);
    }

    /** With ports of its own on this machine. */
    ServiceContainer published() {
        return withExposedPorts(HTTP, MANAGEMENT)
                .waitingFor(Wait.forHttp("/actuator/health/readiness")
                        .forPort(MANAGEMENT)
                        .withStartupTimeout(STARTUP));
    }

    /** In this machine's network, where it reaches what listens there, and serves at a port that is free. */
    ServiceContainer local(int port, int managementPort) {
        return withNetworkMode("host")
                .withEnv("SERVER_ADDRESS", "127.0.0.1")
                .withEnv("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1")
                .withEnv("SERVER_PORT", Integer.toString(port))
                .withEnv("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort))
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(STARTUP));
    }

    URI http(String path) {
        return URI.create("http://%s:%d%s".formatted(getHost(), getMappedPort(HTTP), path));
    }

    URI management(String path) {
        return URI.create("http://%s:%d%s".formatted(getHost(), getMappedPort(MANAGEMENT), path));
    }

    /** Lets the process know that it is to end; does not wait for it. */
    void signal(String signal) {
        getDockerClient().killContainerCmd(getContainerId()).withSignal(signal).exec();
    }

    /** The process's exit code, once it has ended. */
    int exitCode(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (Boolean.TRUE.equals(getCurrentContainerInfo().getState().getRunning())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("still running after " + patience);
            }
            Thread.sleep(200);
        }
        return getCurrentContainerInfo().getState().getExitCodeLong().intValue();
    }
}
