package io.faceward.jobs;

import java.util.Map;

/**
 * What a job has to say in the end: the response that its request would have got.
 *
 * @param type media type of the body
 * @param headers further headers of the response
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(String type, Map<String, String> headers, byte[] body) {}
