/**
 * The whole pipeline on one machine, of real parts: a KRaft broker, the schema registry, the three services, each its own
 * process on the loopback interface, all state below one data directory.
 *
 * <p>{@link dev.ricochet.local.stack.LocalStack#start} brings everything up in order and returns when every part is ready:
 * broker and registry side by side, then topics and schemas, then the services side by side. {@code close()} goes the same
 * way backwards. {@link dev.ricochet.local.stack.StackRecord} is the note that a running stack leaves in its data directory,
 * by which other processes find it.
 *
 * <pre>
 *   broker/     the broker's log directories; the cluster id lives here
 *   registry/   the registry's database
 *   services/   spool and state directories
 *   keys/       click keys and the admin key with its hash, made once, readable by the owner only
 *   logs/       one file a process
 *   stack.json  the note, while the stack runs
 * </pre>
 */
@NullMarked
package dev.ricochet.local.stack;

import org.jspecify.annotations.NullMarked;
