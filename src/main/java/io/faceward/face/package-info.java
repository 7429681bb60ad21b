@NullMarked
package io.faceward.face;

import org.jspecify.annotations.NullMarked;
