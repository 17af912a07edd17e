/** The typed catalogue of the topics this system lives on, and how they come to exist in a cluster and its registry. */
@NullMarked
package io.nekoagents.schema.topic;

import org.jspecify.annotations.NullMarked;
