@NullMarked
package io.faceward.image;

import org.jspecify.annotations.NullMarked;
