@NullMarked
package io.faceward.problem.web;

import org.jspecify.annotations.NullMarked;
