package io.faceward.jobs;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An answer without its body, as its job's row has it. */
record StoredAnswer(String type, Map<String, String> headers) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static String write(Answer answer) {
        return MAPPER.writeValueAsString(new StoredAnswer(answer.type(), answer.headers()));
    }

    static StoredAnswer read(String json) {
        return MAPPER.readValue(json, StoredAnswer.class);
    }

    Answer with(byte[] body) {
        return new Answer(type, headers, body);
    }
}
