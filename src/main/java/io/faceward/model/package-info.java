@NullMarked
package io.faceward.model;

import org.jspecify.annotations.NullMarked;
