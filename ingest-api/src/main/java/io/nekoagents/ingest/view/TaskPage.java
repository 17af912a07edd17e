package io.nekoagents.ingest.view;

import java.util.List;
import java.util.Optional;

/**
 * Some tasks of a list, newest first.
 *
 * @param next where the list goes on; empty at its end. A page may be short, even empty, and still have a next one.
 */
public record TaskPage(List<KnownTask> tasks, Optional<PageKey> next) {

    public TaskPage {
        tasks = List.copyOf(tasks);
    }
}
