/** Whether a protection works: what manipulators make of a photo with and without it. */
@NullMarked
package io.faceward.evaluate;

import org.jspecify.annotations.NullMarked;
