/** The error catalogue on HTTP, as RFC 9457 has it. */
@NullMarked
package io.faceward.problem.web;

import org.jspecify.annotations.NullMarked;
