package io.nekoagents.capture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The folders and prefixes below which tenants may have datasets put. A link must not lead out of its folder. */
public final class AllowedPlaces {

    private static final String TENANT = "{tenant}";

    private final List<String> places;

    private AllowedPlaces(List<String> places) {
        this.places = places;
    }

    /**
     * @param places folders, as path or {@code file:} URI, and {@code s3://bucket/prefix}; <code>{tenant}</code> stands
     *     for the tenant
     * @throws IllegalArgumentException if one of them is none
     */
    public static AllowedPlaces of(List<String> places) {
        return new AllowedPlaces(places.stream()
                .map(place -> Address.ofSetting(place).toString())
                .toList());
    }

    /** Why a tenant may not have anything put there, for a person; empty if it may. */
    public Optional<String> refusal(String tenant, String address) {
        Address asked;
        try {
            asked = Address.parse(address);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (asked.flaw().isPresent()) {
            return asked.flaw();
        }
        List<String> own =
                places.stream().map(place -> place.replace(TENANT, tenant)).toList();
        return own.stream().anyMatch(place -> isBelow(place, asked))
                ? Optional.empty()
                : Optional.of(own.stream()
                        .collect(Collectors.joining(" or ", "must lie below ", own.isEmpty() ? "no place" : "")));
    }

    private static boolean isBelow(String place, Address asked) {
        return asked.toString().startsWith(place)
                && switch (asked) {
                    case Address.OfBucket _ -> true;
                    case Address.OfFolder(Path folder) -> staysIn(Path.of(place.substring("file://".length())), folder);
                };
    }

    /** The part of the way that is there already must be in the folder, wherever its links lead. */
    private static boolean staysIn(Path place, Path asked) {
        try {
            for (Path there = asked; there != null && there.startsWith(place); there = there.getParent()) {
                if (Files.exists(there) || Files.isSymbolicLink(there)) {
                    return there.toRealPath().startsWith(place.toRealPath());
                }
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
