package io.nekoagents.capture.dataset;

import io.nekoagents.schema.capture.ShardSealed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shards in the order of the log. Adding one makes no copy of the others, for there may be very many. */
record Shards(@Nullable Shards before, ShardSealed last) {

    List<ShardSealed> toList() {
        List<ShardSealed> all = new ArrayList<>();
        for (Shards each = this; each != null; each = each.before) {
            all.add(each.last);
        }
        Collections.reverse(all);
        return all;
    }
}
