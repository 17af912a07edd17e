package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.Observation;
import io.nekoagents.agent.policy.PastAction;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.policy.PolicyException;
import io.nekoagents.agent.policy.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carries out tasks that are written as instructions, such as {@code open example.org, click "Sign in", type "Ann" into
 * "Name"}. Needs no model but those that read text, and no connection.
 */
public final class OcrPolicy implements Policy {

    private final ScreenReader reader;
    private final Recollection recollection = new Recollection();

    private OcrPolicy(ScreenReader reader) {
        this.reader = reader;
    }

    /**
     * Loads the networks that read text; the first time takes about a second.
     *
     * @throws PolicyException if they cannot be loaded
     */
    public static OcrPolicy create() throws PolicyException {
        try {
            return new OcrPolicy(new ScreenReader(OcrModels.shared()));
        } catch (OcrException e) {
            throw new PolicyException("ocr_unavailable", String.valueOf(e.getMessage()), false, e);
        }
    }

    @Override
    public String name() {
        return "ocr";
    }

    @Override
    public Decision decide(Observation seen, StepContext context) throws PolicyException {
        try {
            Script script = Script.of(context.task());
            Look look = recollection.look(context, Pixels.of(seen.frame()));
            Optional<Decision> wait = Stillness.await(look, context);
            return wait.isPresent() ? wait.get() : proceed(script, look, context);
        } catch (NotUnderstoodException e) {
            return new Decision.GiveUp("instruction_not_understood", String.valueOf(e.getMessage()));
        } catch (OcrException e) {
            throw new PolicyException("ocr_failed", String.valueOf(e.getMessage()), true, e);
        }
    }

    private Decision proceed(Script script, Look look, StepContext context) throws OcrException {
        Progress told = Progress.of(script, context.history());
        Progress progress = look.passed() > told.next() ? new Progress(look.passed(), 0, 0) : told;
        Attempts attempts = new Attempts(new SeenScreen(reader, look.frame()), context.space());
        while (progress.next() < script.size()) {
            Instruction instruction = script.steps().get(progress.next()).instruction();
            Attempt attempt = attempts.at(instruction, progress.parts());
            if (!(attempt instanceof Attempt.Fulfilled)) {
                recollection.keep(context, look.passing(progress.next()));
                return decision(attempt, new Turn(script, progress, instruction, attempts, look, context));
            }
            progress = progress.done();
        }
        return new Decision.Finish(answer(script, context, Optional.empty()));
    }

    /** Where in a script one decision is made. */
    record Turn(
            Script script,
            Progress progress,
            Instruction instruction,
            Attempts attempts,
            Look look,
            StepContext context) {}

    private static Decision decision(Attempt attempt, Turn turn) {
        return switch (attempt) {
            case Attempt.Acts(Action action, int of) ->
                act(action, turn.progress().reasonOfPart(turn.script(), of));
            case Attempt.Answers(String text)
            when turn.progress().next() == turn.script().size() - 1 ->
                new Decision.Finish(answer(turn.script(), turn.context(), Optional.of(text)));
            case Attempt.Answers(String text) ->
                act(new Action.Answer(text), turn.progress().reasonOfPart(turn.script(), 1));
            case Attempt.Missing(String text) -> Search.forText(text, turn);
            case Attempt.Fulfilled() -> throw new IllegalStateException("a fulfilled instruction needs no decision");
        };
    }

    /** All that was read, a line each; what was copied if the script ends with that. */
    private static Optional<String> answer(Script script, StepContext context, Optional<String> last) {
        String read = Stream.concat(
                        context.history().stream()
                                .map(PastAction::action)
                                .flatMap(action ->
                                        action instanceof Action.Answer(String text) ? Stream.of(text) : Stream.of()),
                        last.stream())
                .collect(Collectors.joining("\n"));
        if (!read.isEmpty()) {
            return Optional.of(read);
        }
        return script.steps().getLast().instruction() instanceof Instruction.Copy
                ? context.clipboard()
                : Optional.empty();
    }

    static Decision act(Action action, String reason) {
        return new Decision.Act(action, reason, Optional.empty(), List.of());
    }
}
