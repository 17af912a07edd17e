package io.nekoagents.capture.mds;

/** A sample does not have the columns that its shard has. */
public final class InvalidSampleException extends IllegalArgumentException {

    private final String column;

    InvalidSampleException(String column, String problem) {
        super("column " + column + " " + problem);
        this.column = column;
    }

    public String column() {
        return column;
    }
}
