package io.nekoagents.agent.run;

import io.nekoagents.agent.action.ActionJson;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.telemetry.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;

/** The spans of a run and its steps, in the trace of the task's submission. Nothing of what was asked or seen is in them. */
final class RunTrace {

    private final Tracer tracer;

    RunTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Begins the span of a run. */
    Span run(QueuedTask task, String workerId, String runId) {
        return tracer.spanBuilder("run")
                .setParent(TraceParent.context(task.getTraceparent()))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("neko.task.id", task.getTaskId())
                .setAttribute("neko.run.id", runId)
                .setAttribute("neko.agent.id", workerId)
                .setAttribute("neko.dispatch", task.getDispatch())
                .startSpan();
    }

    /** Ends the span of a run. */
    static void end(Span run, Ending ending, int steps) {
        run.setAttribute("neko.ending", ending.label()).setAttribute("neko.steps", steps);
        if (ending instanceof Ending.Failed(int _, var failure)) {
            run.setStatus(StatusCode.ERROR, failure.getCode());
        }
        run.end();
    }

    /** Begins the span of a part of this thread's run or step. */
    Span part(String name) {
        return tracer.spanBuilder(name).startSpan();
    }

    /** Begins the span of a step of this thread's run. */
    Span step(int number) {
        return tracer.spanBuilder("step").setAttribute("neko.step", number).startSpan();
    }

    /** Says in this thread's span what was decided. */
    static void decided(Decision decision) {
        String action = switch (decision) {
            case Decision.Act act -> ActionJson.nameOf(act.action());
            case Decision.Finish _ -> "finish";
            case Decision.Wait _ -> "wait";
            case Decision.GiveUp _ -> "give_up";
        };
        Span.current().setAttribute("neko.action", action);
    }
}
