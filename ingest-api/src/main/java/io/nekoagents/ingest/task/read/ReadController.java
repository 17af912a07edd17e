package io.nekoagents.ingest.task.read;

import io.nekoagents.ingest.access.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class ReadController {

    private final KnownTasks tasks;

    ReadController(KnownTasks tasks) {
        this.tasks = tasks;
    }

    @GetMapping("/api/v1/tasks/{taskId}")
    TaskDocument read(Caller caller, @PathVariable String taskId) throws InterruptedException {
        return TaskDocument.of(tasks.require(caller, taskId));
    }
}
