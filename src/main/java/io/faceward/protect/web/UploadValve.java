package io.faceward.protect.web;

import io.faceward.protect.MemoryBudget;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Bounds the time that a request's body may take, since it occupies a thread, and the memory that the bodies of all requests
 * take until they are answered. The container's own time-out begins anew with every byte, also while it reads what a refused
 * upload still sends; so that is read here. Thread-safe.
 */
final class UploadValve extends ValveBase {

    private final Duration limit;
    private final MemoryBudget memory;
    private final long swallowed;

    /**
     * @param limit for the time of one body
     * @param memory in bytes
     * @param swallowed bytes that are read of a refused upload, so that its client sees the refusal
     */
    UploadValve(Duration limit, MemoryBudget memory, long swallowed) {
        super(true);
        this.limit = limit;
        this.memory = memory;
        this.swallowed = swallowed;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        InputBuffer original = coyote.getInputBuffer();
        TimedBody body = new TimedBody(coyote, limit);
        try {
            try (MemoryBudget.Share share = memory.nothingYet()) {
                coyote.setInputBuffer(new CountedBody(body, share));
                getNext().invoke(request, response);
            }
            if (!request.isAsync() && !coyote.hasExpectation()) {
                swallow(body, coyote);
            }
        } finally {
            coyote.setInputBuffer(original);
        }
    }

    private void swallow(TimedBody body, org.apache.coyote.Request request) {
        Nowhere nowhere = new Nowhere();
        try {
            for (long bytes = 0; bytes <= swallowed; bytes += nowhere.last) {
                if (body.doRead(nowhere) < 0) {
                    return;
                }
            }
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        } catch (SocketTimeoutException late) {
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        } catch (IOException gone) {
            containerLog.debug("The client went away", gone);
        }
    }

    /** Where bytes go that nobody wants. */
    private static final class Nowhere implements ApplicationBufferHandler {

        private int last;

        @Override
        public void setByteBuffer(ByteBuffer bytes) {
            last = bytes.remaining();
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return ByteBuffer.allocate(0);
        }

        @Override
        public void expand(int size) {}
    }
}
