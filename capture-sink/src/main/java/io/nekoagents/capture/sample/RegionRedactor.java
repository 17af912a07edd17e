package io.nekoagents.capture.sample;

import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.Region;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Blackens the regions that the configuration names, to the last pixel that they touch. */
final class RegionRedactor implements Redactor {

    @Override
    public boolean changesFrames(CaptureConfig config) {
        return !config.getRedactRegions().isEmpty();
    }

    @Override
    public void paint(BufferedImage frame, CaptureConfig config) {
        Graphics2D pen = frame.createGraphics();
        try {
            pen.setColor(Color.BLACK);
            for (Region region : config.getRedactRegions()) {
                int left = (int) Math.floor(region.getX() * frame.getWidth());
                int top = (int) Math.floor(region.getY() * frame.getHeight());
                int right = (int) Math.ceil((region.getX() + region.getWidth()) * frame.getWidth());
                int bottom = (int) Math.ceil((region.getY() + region.getHeight()) * frame.getHeight());
                pen.fillRect(left, top, right - left, bottom - top);
            }
        } finally {
            pen.dispose();
        }
    }
}
