@NullMarked
package io.faceward.problem;

import org.jspecify.annotations.NullMarked;
