package io.nekoagents.ingest.access;

import io.nekoagents.ingest.problem.ProblemException;
import java.util.regex.Pattern;

/**
 * Who sent a request.
 *
 * @param subject one name for one caller: {@code key:<id>}, {@code jwt:<sub>}, {@code bootstrap} or {@code anyone}; it
 *     may stand in a log as it is
 * @param tenant whose tasks and keys it sees, and no other's
 * @param role what it may do
 */
public record Caller(String subject, String tenant, Role role) {

    static final String DEFAULT_TENANT = "default";

    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cntrl}\\p{Cs}\\u2028\\u2029]{1,300}");

    /** Whoever holds the key of the settings. Its subject has no colon, so that none of a token is equal to it. */
    static final Caller BOOTSTRAP = new Caller("bootstrap", DEFAULT_TENANT, Role.ADMIN);

    /** Everybody, where nobody needs to say who it is. */
    static final Caller ANYONE = new Caller("anyone", DEFAULT_TENANT, Role.ADMIN);

    public Caller {
        if (!isTenant(tenant) || !isSubject(subject)) {
            throw new IllegalArgumentException("Not the name of a caller or tenant");
        }
    }

    static boolean isTenant(String name) {
        return TENANT.matcher(name).matches();
    }

    static boolean isSubject(String name) {
        return SUBJECT.matcher(name).matches();
    }

    /** @throws ProblemException 403 if the caller may not do so much */
    public void require(Role needed) {
        if (!role.covers(needed)) {
            throw ProblemException.forbidden("This needs the role " + needed.label());
        }
    }

    /** Whether it may act for tenants other than its own. */
    boolean servesEveryTenant() {
        return equals(BOOTSTRAP);
    }
}
