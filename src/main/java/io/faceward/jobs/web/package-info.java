/** {@code /jobs}, and requests that are answered by a job. */
@NullMarked
package io.faceward.jobs.web;

import org.jspecify.annotations.NullMarked;
