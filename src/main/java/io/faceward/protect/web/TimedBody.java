package io.faceward.protect.web;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** The body of a request, up to the moment when there must be an end to it. For one thread. */
final class TimedBody implements InputBuffer {

    private final Request request;
    private final InputBuffer body;
    private final Duration limit;
    private final long startNanos = System.nanoTime();

    TimedBody(Request request, Duration limit) {
        this.request = request;
        this.body = request.getInputBuffer();
        this.limit = limit;
    }

    /** @throws SocketTimeoutException when time is up; then the connection ends with the answer */
    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        if (System.nanoTime() - startNanos > limit.toNanos()) {
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            throw new SocketTimeoutException("The body was not there within %d ms".formatted(limit.toMillis()));
        }
        return body.doRead(handler);
    }

    @Override
    public int available() {
        return body.available();
    }
}
