package io.nekoagents.local.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that is admin of the local stack: made when a home is first used, and kept there for its owner alone.
 *
 * @param text what a client shows as bearer
 * @param isNew whether it was made just now
 */
public record AdminKey(String text, boolean isNew) {

    private static final String FILE = "admin.key";
    private static final int BYTES = 32;

    /** @throws StackException if it can be neither read nor written */
    public static AdminKey of(Path home) {
        Path file = home.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return new AdminKey(Files.readString(file).strip(), false);
            }
            Files.createDirectories(home);
            byte[] secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text + System.lineSeparator());
            return new AdminKey(text, true);
        } catch (FileAlreadyExistsException _) {
            return of(home);
        } catch (IOException e) {
            throw new StackException("The admin key " + file + " cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Without the key itself. */
    @Override
    public String toString() {
        return "AdminKey[" + (isNew ? "new" : "kept") + "]";
    }
}
