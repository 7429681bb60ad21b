/** Who may use the service, and how much. */
@NullMarked
package io.faceward.access;

import org.jspecify.annotations.NullMarked;
