package io.faceward.jobs;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Why a job failed, as its row has it. */
record StoredProblem(Problem problem, String detail, Map<String, Object> properties) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static String write(ServiceException failure) {
        return MAPPER.writeValueAsString(
                new StoredProblem(failure.problem(), String.valueOf(failure.getMessage()), failure.properties()));
    }

    static ServiceException read(String json) {
        StoredProblem stored = MAPPER.readValue(json, StoredProblem.class);
        ServiceException failure = stored.problem.because(stored.detail);
        stored.properties.forEach(failure::with);
        return failure;
    }
}
