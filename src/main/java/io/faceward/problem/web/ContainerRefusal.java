package io.faceward.problem.web;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.firewall.RequestRejectedException;

/**
 * Reads what the servlet container, the firewall or our reader of bodies had against a request; Spring hands it on as a
 * cause, without the numbers.
 */
final class ContainerRefusal {

    private ContainerRefusal() {}

    /** The refusal hidden in an exception, or null if the container did not refuse anything. */
    static @Nullable ServiceException of(Throwable failure) {
        ServiceException refusal = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServiceException ours) {
                return ours;
            }
            if (cause instanceof SizeException size) {
                return Problem.TOO_MANY_BYTES
                        .because("The upload is larger than allowed")
                        .limit(size.getPermittedSize(), size.getActualSize());
            }
            if (cause instanceof FileCountLimitExceededException count) {
                return Problem.MALFORMED_REQUEST
                        .because("The multipart body has more parts than allowed")
                        .with("limit", count.getLimit());
            }
            if (cause instanceof InvalidParameterException) {
                refusal = Problem.MALFORMED_REQUEST.because("The parameters cannot be read");
            }
            if (cause instanceof RequestRejectedException) {
                refusal =
                        Problem.MALFORMED_REQUEST.because("A header or parameter has characters that it may not have");
            }
        }
        return refusal;
    }
}
