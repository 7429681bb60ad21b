/** {@code POST /protect}. */
@NullMarked
package io.faceward.protect.web;

import org.jspecify.annotations.NullMarked;
