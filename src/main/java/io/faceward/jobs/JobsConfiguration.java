package io.faceward.jobs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Commands work on what they are given at once, so only the service has jobs. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class JobsConfiguration {

    @Bean(destroyMethod = "close")
    Blobs blobs(JobProperties properties) {
        return properties.s3() == null
                ? new FolderBlobs(properties.folder().resolve("blobs"))
                : new S3Blobs(properties.s3());
    }

    @Bean
    Retention retention(JdbcClient jdbc, Blobs blobs, JobProperties properties) {
        return new Retention(jdbc, blobs, properties);
    }

    @Bean
    JobRunner jobRunner(
            List<JobHandler> handlers,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Blobs blobs,
            Retention retention,
            JobProperties properties,
            MeterRegistry meters) {
        Claims claims = new Claims(jdbc, new TransactionTemplate(transactions), properties);
        return new JobRunner(handlers, claims, blobs, retention, properties, meters);
    }

    @Bean
    JobQueue jobQueue(DataSource database, JobRunner runner, Retention retention, JobProperties properties) {
        return new JobQueue(database, runner, retention, properties);
    }

    @Bean
    Jobs jobs(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            JobQueue queue,
            JobRunner runner,
            Blobs blobs,
            Retention retention,
            JobProperties properties,
            MeterRegistry meters) {
        for (JobState state : List.of(JobState.QUEUED, JobState.RUNNING)) {
            Gauge.builder("faceward.jobs", () -> count(jdbc, state))
                    .tag("state", state.slug())
                    .register(meters);
        }
        Admission admission = new Admission(jdbc, new TransactionTemplate(transactions), properties);
        return new Jobs(jdbc, admission, queue, runner, blobs, retention, properties);
    }

    private static long count(JdbcClient jdbc, JobState state) {
        return jdbc.sql("SELECT count(*) FROM job WHERE state = :state")
                .param("state", state.name())
                .query(Long.class)
                .single();
    }
}
