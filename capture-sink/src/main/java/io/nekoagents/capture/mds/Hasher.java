package io.nekoagents.capture.mds;

/** A hash while the bytes come. */
interface Hasher {

    void update(byte[] bytes, int offset, int length);

    /** In lower-case hex; nothing may be added after. */
    String hex();
}
