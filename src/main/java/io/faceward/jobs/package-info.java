/** Work that outlives its request, and the process that began it. */
@NullMarked
package io.faceward.jobs;

import org.jspecify.annotations.NullMarked;
