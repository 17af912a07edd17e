package io.nekoagents.local.stack;

import java.nio.file.Path;

/**
 * The key that is admin of the local stack: made when a home is first used, and kept there for its owner alone.
 *
 * @param text what a client shows as bearer
 * @param isNew whether it was made just now
 */
public record AdminKey(String text, boolean isNew) {

    private static final String FILE = "admin.key";

    /** @throws StackException if it can be neither read nor written */
    public static AdminKey of(Path home) {
        KeptKey key = KeptKey.of(home.resolve(FILE));
        return new AdminKey(key.text(), key.isNew());
    }

    /** Without the key itself. */
    @Override
    public String toString() {
        return "AdminKey[" + (isNew ? "new" : "kept") + "]";
    }
}
