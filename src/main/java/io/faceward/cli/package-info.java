@NullMarked
package io.faceward.cli;

import org.jspecify.annotations.NullMarked;
