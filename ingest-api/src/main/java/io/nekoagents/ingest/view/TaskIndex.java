package io.nekoagents.ingest.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The list of a tenant's tasks, newest first; those of others are not even looked at. */
final class TaskIndex {

    /** So much of the index one page looks at, that a rare text cannot keep a request busy for long. */
    private static final int LONGEST_LOOK = 10_000;

    private final ViewStore store;
    private final Function<String, Optional<KnownTask>> find;

    TaskIndex(ViewStore store, Function<String, Optional<KnownTask>> find) {
        this.store = store;
        this.find = find;
    }

    TaskPage page(TaskFilter filter, @Nullable PageKey after, int limit) {
        Collecting page = new Collecting(filter, limit);
        store.scan(Column.TIMES, from(filter, after), before(filter), page);
        Optional<PageKey> next =
                Optional.ofNullable(page.last).filter(_ -> page.full).map(key -> place(filter.tenant(), key));
        return new TaskPage(page.tasks, next);
    }

    private static PageKey place(String tenant, byte[] key) {
        return new PageKey(Keys.createdAt(tenant, key).toEpochMilli(), Keys.taskId(tenant, key));
    }

    private static byte[] from(TaskFilter filter, @Nullable PageKey after) {
        byte[] newest = filter.createdBefore() == null
                ? Keys.firstOf(filter.tenant())
                : Keys.time(filter.tenant(), filter.createdBefore().minusMillis(1), "");
        if (after == null) {
            return newest;
        }
        byte[] seen = Keys.time(filter.tenant(), Instant.ofEpochMilli(after.createdAtMillis()), after.taskId());
        byte[] next = Arrays.copyOf(seen, seen.length + 1);
        return Arrays.compareUnsigned(next, newest) > 0 ? next : newest;
    }

    private static byte[] before(TaskFilter filter) {
        return filter.createdAfter() == null
                ? Keys.afterLastOf(filter.tenant())
                : Keys.time(filter.tenant(), filter.createdAfter(), "");
    }

    private final class Collecting implements ViewStore.Visitor {

        private final TaskFilter filter;
        private final int limit;
        private final List<KnownTask> tasks = new ArrayList<>();
        private byte @Nullable [] last;
        private int looked;
        private boolean full;

        private Collecting(TaskFilter filter, int limit) {
            this.filter = filter;
            this.limit = limit;
        }

        @Override
        public boolean visit(byte[] key, byte[] value) {
            if (tasks.size() == limit || looked == LONGEST_LOOK) {
                full = true;
                return false;
            }
            last = key;
            looked++;
            if (filter.wants(Labels.of(value))) {
                find.apply(Keys.taskId(filter.tenant(), key))
                        .filter(filter::wants)
                        .ifPresent(tasks::add);
            }
            return true;
        }
    }
}
