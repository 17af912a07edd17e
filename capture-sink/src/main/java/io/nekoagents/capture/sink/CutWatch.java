package io.nekoagents.capture.sink;

/** Is told of each step of a cut before the next begins; tests stop the process there. */
@FunctionalInterface
public interface CutWatch {

    /** Nobody looks. */
    CutWatch NOBODY = _ -> {};

    void at(Step step);

    /** Of a cut, in their order. */
    enum Step {
        BEGUN,
        SEALED,
        /** One file is in one of its places; told for each. */
        UPLOADING,
        UPLOADED,
        /** The transaction holds everything and is not committed. */
        WRITTEN,
        COMMITTED
    }
}
