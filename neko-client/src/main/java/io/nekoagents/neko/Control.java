package io.nekoagents.neko;

/** Who acts in the room: one session at a time. */
public interface Control {

    /**
     * Asks for control and waits until the room says we have it. If it is not given within a second, and we are an admin,
     * it is taken from whoever has it.
     *
     * @throws NekoException.NoControl if that does not happen within {@link NekoSettings#commandTimeout()}
     */
    void take() throws NekoException;

    /** Gives control back, if we have it. */
    void release() throws NekoException;

    boolean held();
}
