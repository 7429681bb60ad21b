/** From the bytes of an upload to the bytes of the protected photo. */
@NullMarked
package io.faceward.protect;

import org.jspecify.annotations.NullMarked;
