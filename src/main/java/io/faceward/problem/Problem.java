package io.faceward.problem;

/** The catalogue of everything that Faceward answers with an error, each with its HTTP status and public title. */
public enum Problem {
    MALFORMED_REQUEST(400, "The request is malformed"),
    BAD_PARAMETER(400, "A parameter has a value that is not allowed"),
    BROKEN_IMAGE(400, "The image cannot be decoded"),
    UNAUTHENTICATED(401, "The credentials are missing or not valid"),
    FORBIDDEN(403, "The credentials do not allow this"),
    NOT_FOUND(404, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(405, "The address does not answer this HTTP method"),
    NOT_ACCEPTABLE(406, "No representation matches the Accept header"),
    TOO_SLOW(408, "The request took too long to arrive"),
    NOT_FINISHED(409, "The job has not ended"),
    RESULT_EXPIRED(410, "The result is no longer kept"),
    JOB_CANCELLED(410, "The job was cancelled"),
    TOO_MANY_BYTES(413, "The upload is larger than allowed"),
    UNSUPPORTED_TYPE(415, "The upload is not an image of a supported type"),
    TOO_MANY_PIXELS(422, "The image has more pixels than allowed"),
    TOO_MANY_FRAMES(422, "The image has more than one frame"),
    TOO_MANY_FACES(422, "The image has more faces than allowed"),
    NO_FACE(422, "No face was found"),
    NOT_A_PAIR(422, "The images are not a photo and its protected version"),
    TOO_MANY_PASSES(422, "The evaluation would take more forward passes than allowed"),
    QUALITY_FLOOR(422, "The protected image would fall below the quality floor"),
    KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    LIMIT_EXCEEDED(429, "This client asks for more than it may"),
    INTERNAL(500, "Something went wrong inside Faceward"),
    QUEUE_FULL(503, "All workers are busy and the queue is full"),
    MODEL_UNAVAILABLE(503, "The model is not available"),
    CREDENTIALS_UNCHECKED(503, "The credentials cannot be checked at the moment"),
    DEADLINE_EXCEEDED(504, "The work was not finished in time"),
    DEVICE_MEMORY(507, "The device has too little memory for this request");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** One public sentence, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The RFC 9457 {@code type}, for instance {@code urn:faceward:problem:too-many-pixels}. */
    public String type() {
        return "urn:faceward:problem:" + slug();
    }

    /** Last segment of the RFC 9457 {@code type}, for instance {@code too-many-pixels}. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Starts an exception for this problem; {@code detail} is public and says what happened this time. */
    public ServiceException because(String detail) {
        return new ServiceException(this, detail);
    }
}
