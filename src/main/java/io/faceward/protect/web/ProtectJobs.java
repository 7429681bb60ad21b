package io.faceward.protect.web;

import io.faceward.jobs.Answer;
import io.faceward.jobs.JobHandler;
import io.faceward.protect.Parameters;
import io.faceward.protect.ProtectedPhoto;
import io.faceward.protect.Protector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Protects photos that need not be protected within their requests. Thread-safe. */
@Component
class ProtectJobs implements JobHandler {

    static final String OPERATION = "protect";

    private final Protector protector;
    private final Parameters parameters;
    private final ProtectAnswers answers;

    ProtectJobs(Protector protector, Parameters parameters, ProtectAnswers answers) {
        this.protector = protector;
        this.parameters = parameters;
        this.answers = answers;
    }

    /** What a job keeps of its request: the parameters, and what is accepted for an answer. */
    static Map<String, String> kept(Map<String, String> parameters, @Nullable String accept) {
        Map<String, String> kept = new HashMap<>(parameters);
        if (accept != null) {
            kept.put(HttpHeaders.ACCEPT, accept);
        }
        return kept;
    }

    @Override
    public String operation() {
        return OPERATION;
    }

    @Override
    public Answer run(Map<String, String> kept, byte[] input, Duration limit, Progress progress) {
        Map<String, String> given = new HashMap<>(kept);
        String accept = given.remove(HttpHeaders.ACCEPT);
        ProtectedPhoto photo = protector.protect(input, parameters.read(given), limit, progress::step);
        return answers.of(photo, accept);
    }
}
