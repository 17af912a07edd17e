package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.CaptureConfig;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** All that is left out of one tenant's episodes. */
public final class Redaction {

    private final List<Redactor> redactors;
    private final CaptureConfig config;

    private Redaction(List<Redactor> redactors, CaptureConfig config) {
        this.redactors = redactors;
        this.config = config;
    }

    /** @param more beside what the configuration asks for */
    public static Redaction of(CaptureConfig config, List<Redactor> more) {
        List<Redactor> all = new ArrayList<>(List.of(new FieldRedactor(), new RegionRedactor()));
        all.addAll(more);
        return new Redaction(all, config);
    }

    Episode words(Episode episode) {
        Episode redacted = episode;
        for (Redactor each : redactors) {
            redacted = each.words(redacted, config);
        }
        return redacted;
    }

    boolean changesFrames() {
        return redactors.stream().anyMatch(each -> each.changesFrames(config));
    }

    void paint(BufferedImage frame) {
        redactors.forEach(each -> each.paint(frame, config));
    }
}
