package io.nekoagents.capture.mds;

/** One value of every sample. */
public record Column(String name, Encoding encoding) {

    public Column {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column must have a name");
        }
    }
}
