package io.faceward.protect.web;

import io.faceward.problem.ServiceException;
import io.faceward.protect.MemoryBudget;
import java.io.IOException;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A body that takes its memory as it arrives, not as it is announced: a client that only claims to send much takes none
 * from others. For one thread.
 */
final class CountedBody implements InputBuffer {

    private final InputBuffer body;
    private final MemoryBudget.Share share;
    private @Nullable ServiceException refusal;

    CountedBody(InputBuffer body, MemoryBudget.Share share) {
        this.body = body;
        this.share = share;
    }

    /** @throws ServiceException when there is no memory for what was read, and ever after */
    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        if (refusal != null) {
            throw refusal;
        }
        int bytes = body.doRead(handler);
        if (bytes > 0) {
            grow(bytes);
        }
        return bytes;
    }

    private void grow(int bytes) {
        try {
            share.growBy(bytes);
        } catch (ServiceException full) {
            refusal = full;
            throw full;
        }
    }

    @Override
    public int available() {
        return body.available();
    }
}
