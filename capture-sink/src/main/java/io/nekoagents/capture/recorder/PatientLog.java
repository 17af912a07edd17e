package io.nekoagents.capture.recorder;

import io.nekoagents.capture.LogKeys;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log that is tried again until it takes what it is given.
 *
 * @param again time between two tries
 */
record PatientLog(RecordingLog log, Duration again) {

    private static final Logger LOG = LoggerFactory.getLogger(PatientLog.class);

    /** @throws RecordingLog.LogUnavailableException if the thread is interrupted before */
    void insist(String episodeId, SpecificRecord fact) {
        while (true) {
            try {
                log.append(episodeId, fact);
                return;
            } catch (RecordingLog.LogUnavailableException e) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.EPISODE, episodeId)
                        .addKeyValue(LogKeys.PROBLEM, e.toString())
                        .log("The end of an episode could not be written yet");
            }
            try {
                TimeUnit.NANOSECONDS.sleep(again.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RecordingLog.LogUnavailableException("Interrupted before an episode's end was written", e);
            }
        }
    }
}
