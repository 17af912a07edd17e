package io.nekoagents.ingest.view;

import java.util.List;
import java.util.Optional;

/**
 * Some of a tenant's things, newest first.
 *
 * @param next where the list goes on; empty at its end. A page may be short, even empty, and still have a next one.
 */
public record HistoryPage<S>(List<S> things, Optional<PageKey> next) {

    public HistoryPage {
        things = List.copyOf(things);
    }
}
