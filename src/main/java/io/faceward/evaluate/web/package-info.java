/** {@code POST /evaluate}. */
@NullMarked
package io.faceward.evaluate.web;

import org.jspecify.annotations.NullMarked;
