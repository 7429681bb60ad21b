/** {@code GET /models}. */
@NullMarked
package io.faceward.model.web;

import org.jspecify.annotations.NullMarked;
