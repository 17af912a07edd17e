package io.nekoagents.capture.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Files below one folder, or objects below one prefix. Names are relative paths of letters, digits and {@code _-./}.
 * Thread-safe; every call may take as long as its store's time limits, and throws {@link StoreException} where the store
 * does not do it.
 */
public interface Store {

    /** Puts the bytes there in place of what was; what is there afterwards is whole. */
    URI put(String name, byte[] bytes, String mediaType);

    /** As {@link #put(String, byte[], String)}, of a file of any size. */
    URI put(String name, Path file);

    /**
     * The bytes; empty if there are none.
     *
     * @param most bytes that are read; more are refused
     */
    Optional<byte[]> get(String name, int most);

    /** Writes the bytes to a file; false, and no file, if there are none. */
    boolean get(String name, Path file);

    /** How many bytes there are; empty if there are none. */
    OptionalLong size(String name);

    /** Names that begin so. */
    List<String> list(String prefix);

    /** Where what has this name is. */
    URI uri(String name);
}
