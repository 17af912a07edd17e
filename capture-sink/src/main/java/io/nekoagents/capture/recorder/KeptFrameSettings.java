package io.nekoagents.capture.recorder;

import io.nekoagents.capture.store.Address;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the recorder keeps frames.
 *
 * @param store folder, or s3://bucket/prefix; the sink must be allowed to read it
 */
@ConfigurationProperties("neko.capture.recorder.frames")
record KeptFrameSettings(@DefaultValue(".neko/frames") String store) {

    KeptFrameSettings {
        try {
            Address.ofSetting(store);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("neko.capture.recorder.frames.store " + e.getMessage(), e);
        }
    }

    Address place() {
        return Address.ofSetting(store);
    }
}
