@NullMarked
package io.faceward.protect;

import org.jspecify.annotations.NullMarked;
