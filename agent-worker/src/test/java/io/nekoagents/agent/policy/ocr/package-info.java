@NullMarked
package io.nekoagents.agent.policy.ocr;

import org.jspecify.annotations.NullMarked;
