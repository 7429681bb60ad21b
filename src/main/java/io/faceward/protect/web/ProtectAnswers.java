package io.faceward.protect.web;

import io.faceward.jobs.Answer;
import io.faceward.protect.ProtectedPhoto;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers a protection in the representation that its client prefers. Thread-safe. */
@Component
class ProtectAnswers {

    private final JsonMapper mapper;

    ProtectAnswers(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Only now is the format certain, and an Accept header may name just one.
     *
     * @throws io.faceward.problem.ServiceException {@code NOT_ACCEPTABLE}
     */
    Answer of(ProtectedPhoto photo, @Nullable String accept) {
        return switch (Representation.of(accept, photo.format())) {
            case IMAGE -> new Answer(photo.format().mediaType(), ProtectHeaders.of(photo), photo.bytes());
            case REPORT ->
                new Answer(
                        MediaType.APPLICATION_JSON_VALUE,
                        ProtectHeaders.of(photo),
                        mapper.writeValueAsBytes(ProtectReport.of(photo)));
        };
    }
}
