@NullMarked
package io.faceward.training;

import org.jspecify.annotations.NullMarked;
