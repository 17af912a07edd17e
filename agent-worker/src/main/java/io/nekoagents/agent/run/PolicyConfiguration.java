package io.nekoagents.agent.run;

import io.nekoagents.agent.policy.NoopPolicy;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.policy.PolicyException;
import io.nekoagents.agent.policy.ocr.OcrPolicy;
import io.nekoagents.agent.policy.openai.OpenAiPolicy;
import io.nekoagents.agent.policy.openai.OpenAiSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the policy that the settings name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpenAiSettings.class)
class PolicyConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Policy policy(WorkerSettings settings, OpenAiSettings openAi) throws PolicyException {
        return switch (settings.policy()) {
            case OCR -> OcrPolicy.create();
            case OPENAI -> new OpenAiPolicy(openAi);
            case NOOP -> new NoopPolicy();
        };
    }
}
