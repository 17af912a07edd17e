package io.nekoagents.capture;

import io.nekoagents.capture.recorder.RecorderConfiguration;
import io.nekoagents.capture.sink.SinkConfiguration;
import io.nekoagents.capture.upload.UploadConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires and runs sink and recorder; a caller may bring its own registry client, meters and stores. Beans are closed in the reverse order of their making. */
@Configuration(proxyBeanMethods = false)
@Import({SinkConfiguration.class, UploadConfiguration.class, RecorderConfiguration.class})
public class CaptureConfiguration {}
