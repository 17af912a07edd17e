package io.nekoagents.desktop.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.neko.message.SessionMessage.Profile;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Neko's {@code multiuser} provider: any name, with the password of users or that of admins.
 *
 * @param speak whether anybody may share media, which is to speak
 */
record Accounts(String userPassword, String adminPassword, boolean speak) {

    /** What somebody may do who knows this password; empty if it is wrong. */
    Optional<Profile> profile(String username, String password) {
        if (same(password, adminPassword)) {
            return Optional.of(profile(username, true));
        }
        return same(password, userPassword) ? Optional.of(profile(username, false)) : Optional.empty();
    }

    private Profile profile(String username, boolean admin) {
        return new Profile(username, admin, true, true, true, true, speak, true, false, false, null);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "Accounts[]";
    }
}
