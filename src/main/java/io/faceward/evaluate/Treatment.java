package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was done to the original. */
public enum Treatment {
    /** It was protected. */
    @JsonProperty("protected")
    PROTECTED,
    /** Uniform noise within the same bound was added in the same places: what protection has to be better than. */
    @JsonProperty("noise")
    NOISE
}
