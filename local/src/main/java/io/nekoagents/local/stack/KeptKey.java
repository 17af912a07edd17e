package io.nekoagents.local.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret of the local stack: made when it is first asked for, and kept in a file for its owner alone.
 *
 * @param text 43 visible ASCII characters
 * @param isNew whether it was made just now
 */
record KeptKey(String text, boolean isNew) {

    private static final int BYTES = 32;

    /** @throws StackException if it can be neither read nor written */
    static KeptKey of(Path file) {
        try {
            if (Files.exists(file)) {
                return new KeptKey(Files.readString(file).strip(), false);
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            byte[] secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text + System.lineSeparator());
            return new KeptKey(text, true);
        } catch (FileAlreadyExistsException _) {
            return of(file);
        } catch (IOException e) {
            throw new StackException("The key " + file + " cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Without the key itself. */
    @Override
    public String toString() {
        return "KeptKey[" + (isNew ? "new" : "kept") + "]";
    }
}
