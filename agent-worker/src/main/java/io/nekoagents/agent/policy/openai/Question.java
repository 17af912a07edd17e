package io.nekoagents.agent.policy.openai;

import io.nekoagents.agent.policy.Crop;
import io.nekoagents.agent.policy.StepContext;
import java.util.Optional;

/**
 * What the model is asked.
 *
 * @param image the frame, or the crop of it
 * @param crop where on the frame the image is; empty if it is all of it
 */
record Question(StepContext context, SentImage image, Optional<Crop> crop) {}
