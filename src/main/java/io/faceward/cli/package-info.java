/** The same work from a command line. */
@NullMarked
package io.faceward.cli;

import org.jspecify.annotations.NullMarked;
