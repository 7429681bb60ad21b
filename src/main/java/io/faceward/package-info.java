@NullMarked
package io.faceward;

import org.jspecify.annotations.NullMarked;
