package io.faceward.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator why a service with such access does not start. */
final class AccessFailureAnalyzer extends AbstractFailureAnalyzer<AccessMisconfiguredException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, AccessMisconfiguredException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
