package io.faceward.jobs.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/** Whose a job is. */
final class Owner {

    private Owner() {}

    /** The name of the authenticated caller; all callers are one where nobody is authenticated. */
    static String of(HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        return caller == null ? "" : caller.getName();
    }
}
