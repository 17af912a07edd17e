package io.nekoagents.agent.policy.openai;

import io.nekoagents.agent.action.Coordinates;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The vision model and how it is asked.
 *
 * @param baseUrl of the endpoint; {@code /chat/completions} is added
 * @param model as the endpoint names it
 * @param apiKey secret sent as bearer token; empty sends none
 * @param timeout longest wait for one answer
 * @param retries further tries after an overload, a fault of the endpoint or a lost connection, 0 to 10
 * @param backoff wait before the first further try; doubles with each, up to 30 s; the endpoint may ask for up to 60 s
 * @param maxTokens longest answer, 16 to 4096
 * @param promptStyle how the task is put to the model
 * @param coordinates in what the model states positions
 * @param maxEdge longest side of the image that is sent, in pixels, 64 to 8192; larger frames are shrunk
 * @param imageFormat how the image is sent
 */
@ConfigurationProperties("neko.agent.openai")
public record OpenAiSettings(
        @DefaultValue("http://localhost:8000/v1") URI baseUrl,
        @DefaultValue("showlab/ShowUI-2B") String model,
        @DefaultValue("") String apiKey,
        @DefaultValue("120s") Duration timeout,
        @DefaultValue("3") int retries,
        @DefaultValue("500ms") Duration backoff,
        @DefaultValue("256") int maxTokens,
        @DefaultValue("showui") PromptStyle promptStyle,
        @DefaultValue("unit") Coordinates coordinates,
        @DefaultValue("1344") int maxEdge,
        @DefaultValue("jpeg") ImageFormat imageFormat) {

    /** How the task is put to the model. */
    public enum PromptStyle {
        /** The form that ShowUI was trained on. */
        SHOWUI,
        /** For models that follow instructions: JSON, with thoughts before it if need be. */
        SIMPLE_COT
    }

    /** How images are sent. */
    public enum ImageFormat {
        JPEG,
        /** Without loss, several times larger. */
        PNG
    }

    public OpenAiSettings {
        String scheme = String.valueOf(baseUrl.getScheme());
        require("base-url", scheme.equals("http") || scheme.equals("https"), "must begin with http:// or https://");
        require("model", !model.isBlank(), "must not be blank");
        require("api-key", apiKey.chars().allMatch(c -> c > ' ' && c < 127), "must be of visible ASCII characters");
        require("timeout", timeout.isPositive(), "must be positive");
        require("retries", retries >= 0 && retries <= 10, "must be 0 to 10");
        require("backoff", backoff.isPositive(), "must be positive");
        require("max-tokens", maxTokens >= 16 && maxTokens <= 4096, "must be 16 to 4096");
        require("max-edge", maxEdge >= 64 && maxEdge <= 8192, "must be 64 to 8192");
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.agent.openai." + key + " " + rule);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OpenAiSettings[baseUrl=" + baseUrl + ", model=" + model + ", apiKey="
                + (apiKey.isEmpty() ? "none" : "***")
                + ", timeout=" + timeout + ", retries=" + retries + ", backoff=" + backoff + ", maxTokens=" + maxTokens
                + ", promptStyle=" + promptStyle + ", coordinates=" + coordinates + ", maxEdge=" + maxEdge
                + ", imageFormat=" + imageFormat + "]";
    }
}
