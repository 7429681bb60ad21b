@NullMarked
package io.faceward.network;

import org.jspecify.annotations.NullMarked;
