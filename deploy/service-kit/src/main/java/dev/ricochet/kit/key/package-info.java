/**
 * Who may use the admin API: keys of which only the hash is kept, in a file that is read again when it changes.
 *
 * <p>{@link dev.ricochet.kit.key.KeyFile} reads the file's text or names everything that is wrong with it;
 * {@link dev.ricochet.kit.key.ApiKeys} holds what it said last.
 */
@NullMarked
package dev.ricochet.kit.key;

import org.jspecify.annotations.NullMarked;
