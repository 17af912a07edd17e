package io.nekoagents.capture.mds;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that several threads can read, each at its own pace. */
interface Bytes {

    int CHUNK = 1 << 20;

    /** As many as there are and fit, from this position on; -1 at the end. */
    int read(ByteBuffer to, long at) throws IOException;
}
