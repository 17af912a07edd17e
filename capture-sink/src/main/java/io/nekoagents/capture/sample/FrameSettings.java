package io.nekoagents.capture.sample;

import io.nekoagents.capture.store.Address;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where frames are read from.
 *
 * @param stores folders, and buckets as s3://bucket/prefix, comma separated: where workers and recorders keep frames;
 *     nothing outside them is read
 * @param readers frames of an episode that are fetched at a time, 1 to 64
 */
@ConfigurationProperties("neko.capture.frames")
public record FrameSettings(
        @DefaultValue(".neko/frames") List<String> stores,
        @DefaultValue("8") int readers) {

    public FrameSettings {
        stores = List.copyOf(stores);
        try {
            stores.forEach(Address::ofSetting);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("neko.capture.frames.stores " + e.getMessage(), e);
        }
        if (readers < 1 || readers > 64) {
            throw new IllegalArgumentException("neko.capture.frames.readers must be 1 to 64");
        }
    }

    List<Address> places() {
        return stores.stream().map(Address::ofSetting).toList();
    }
}
