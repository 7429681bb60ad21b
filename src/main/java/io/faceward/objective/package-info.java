@NullMarked
package io.faceward.objective;

import org.jspecify.annotations.NullMarked;
