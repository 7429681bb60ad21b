/** Perturbations that are optimised for one photo against the manipulators of the bundle. */
@NullMarked
package io.faceward.protect.iterative;

import org.jspecify.annotations.NullMarked;
