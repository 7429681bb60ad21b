package io.faceward.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service's beans without its server, started when a command first asks. For one thread. */
class Service implements AutoCloseable {

    private final Class<?> application;
    private final List<String> configuration;
    private @Nullable ConfigurableApplicationContext context;

    Service(Class<?> application, List<String> configuration) {
        this.application = application;
        this.configuration = configuration;
    }

    <T> T bean(Class<T> type) {
        if (context == null) {
            context = new SpringApplicationBuilder(application)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .lazyInitialization(true)
                    .properties("logging.level.root=warn", "logging.level.io.faceward.training=info")
                    .run(configuration.toArray(String[]::new));
        }
        return context.getBean(type);
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
