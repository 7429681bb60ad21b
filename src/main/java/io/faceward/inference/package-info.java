/** Devices, their workers, and the queue through which all work on models goes. See {@code RATIONALE.md}. */
@NullMarked
package io.faceward.inference;

import org.jspecify.annotations.NullMarked;
