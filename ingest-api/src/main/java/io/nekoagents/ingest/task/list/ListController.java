package io.nekoagents.ingest.task.list;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.task.read.TaskDocument;
import io.nekoagents.ingest.view.PageKey;
import io.nekoagents.ingest.view.TaskPage;
import io.nekoagents.ingest.view.TaskView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class ListController {

    private final TaskView view;

    ListController(TaskView view) {
        this.view = view;
    }

    /** @param nextCursor for the next page, null at the list's end */
    record ListDocument(List<TaskDocument> tasks, @Nullable String nextCursor) {}

    @GetMapping("/api/v1/tasks")
    ListDocument list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        ListQuery query = ListQuery.of(caller.tenant(), parameters);
        TaskPage page = view.list(query.filter(), query.after(), query.limit());
        return new ListDocument(
                page.tasks().stream().map(TaskDocument::of).toList(),
                page.next().map(PageKey::cursor).orElse(null));
    }
}
