/**
 * What is known of a visitor: address, headers, the country of the address, and whether a machine follows the link.
 *
 * <p>{@link dev.ricochet.gateway.visitor.VisitorDesk} puts it together. Nothing here decides on a click; marks are kept
 * with it.
 */
@NullMarked
package dev.ricochet.gateway.visitor;

import org.jspecify.annotations.NullMarked;
