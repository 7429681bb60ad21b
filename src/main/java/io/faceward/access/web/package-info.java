/** Access on HTTP: authentication, the table of addresses, limits and the audit log. */
@NullMarked
package io.faceward.access.web;

import org.jspecify.annotations.NullMarked;
