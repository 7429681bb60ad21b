@NullMarked
package io.faceward.inference;

import org.jspecify.annotations.NullMarked;
