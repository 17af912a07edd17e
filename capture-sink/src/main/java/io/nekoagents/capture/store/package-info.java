/**
 * Folders and buckets, as one thing: files under names. A file is either whole under its name or not there. {@link
 * io.nekoagents.capture.store.Stores} opens them by address, and is the one place that knows how S3 is spoken to.
 */
@NullMarked
package io.nekoagents.capture.store;

import org.jspecify.annotations.NullMarked;
