/** The evaluation of many photos, and what is written about it. */
@NullMarked
package io.faceward.evaluate.report;

import org.jspecify.annotations.NullMarked;
