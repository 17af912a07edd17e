package io.nekoagents.agent.policy.openai;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.ActionJson;
import io.nekoagents.agent.action.ActionParser;
import io.nekoagents.agent.action.ParseResult;
import io.nekoagents.agent.action.Point;
import io.nekoagents.agent.policy.Crop;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.Observation;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.policy.PolicyException;
import io.nekoagents.agent.policy.StepContext;
import java.awt.image.BufferedImage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Does what a vision model says. */
public final class OpenAiPolicy implements Policy {

    /** A refinement that moves a point less than this share of the screen has arrived. */
    private static final double ARRIVED = 0.005;

    private static final int LONGEST_REASON = 300;

    private final ChatClient chat;
    private final Prompt prompt;
    private final ImageSender images;
    private final ActionParser parser;
    private final String model;

    /** What the model said of an image. */
    private sealed interface Reply {

        record Chose(Action action, String words) implements Reply {}

        record Unreadable(String problem, String words) implements Reply {}
    }

    public OpenAiPolicy(OpenAiSettings settings) {
        this(settings, Thread::sleep, InstantSource.system());
    }

    OpenAiPolicy(OpenAiSettings settings, Pause pause, InstantSource clock) {
        this.chat = new ChatClient(settings, pause, clock);
        this.prompt = Prompt.of(settings.promptStyle());
        this.images = new ImageSender(settings);
        this.parser = new ActionParser(settings.coordinates());
        this.model = settings.model();
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Decision decide(Observation seen, StepContext context) throws PolicyException, InterruptedException {
        return switch (ask(seen.frame(), Optional.empty(), context)) {
            case Reply.Unreadable(String problem, String _) ->
                new Decision.GiveUp(
                        "model_output_unreadable",
                        "The model's words are no action, even when asked twice: " + problem);
            case Reply.Chose(Action.Done(), String _) -> new Decision.Finish(Optional.empty());
            case Reply.Chose(Action.Answer(String text), String _) ->
                new Decision.Finish(Optional.of(text).filter(answer -> !answer.isBlank()));
            case Reply.Chose(Action action, String words) -> refined(action, words, seen.frame(), context);
        };
    }

    /** Asks, and once more with a reminder if the words cannot be read. */
    private Reply ask(BufferedImage frame, Optional<Crop> crop, StepContext context)
            throws PolicyException, InterruptedException {
        SentImage image = images.of(crop.map(part -> part.of(frame)).orElse(frame));
        ArrayNode messages = JsonMapper.shared().createArrayNode();
        prompt.ask(new Question(context, image, crop), messages);
        Reply reply = read(chat.complete(messages), image, context);
        if (!(reply instanceof Reply.Unreadable(String problem, String words))) {
            return reply;
        }
        messages.addObject().put("role", "assistant").put("content", words);
        messages.addObject()
                .put("role", "user")
                .put(
                        "content",
                        "This cannot be carried out: " + problem + ". Answer with one action in the stated format and"
                                + " nothing else.");
        return read(chat.complete(messages), image, context);
    }

    private Reply read(String words, SentImage image, StepContext context) {
        return switch (parser.parse(words, image.width(), image.height())) {
            case ParseResult.Unreadable(String problem) -> new Reply.Unreadable(problem, words);
            case ParseResult.Parsed parsed
            when !context.space().allows(parsed.first()) ->
                new Reply.Unreadable(ActionJson.nameOf(parsed.first()) + " is not in the action space", words);
            case ParseResult.Parsed parsed -> new Reply.Chose(parsed.first(), words);
        };
    }

    /** Asks again about crops around the point for as long as that moves it. */
    private Decision refined(Action action, String words, BufferedImage frame, StepContext context)
            throws PolicyException, InterruptedException {
        Action best = action;
        List<Point> points = new ArrayList<>();
        for (int step = 0; step < context.refinementSteps() && pointed(best).isPresent(); step++) {
            Point before = pointed(best).get();
            Crop crop = Crop.around(before, frame.getWidth(), frame.getHeight());
            Optional<Point> closer = closer(action, crop, frame, context);
            if (closer.isEmpty()) {
                break;
            }
            points.add(closer.get());
            best = moved(best, closer.get());
            if (Math.hypot(
                            before.x() - closer.get().x(),
                            before.y() - closer.get().y())
                    < ARRIVED) {
                break;
            }
        }
        return new Decision.Act(best, reason(words), Optional.of(words), points);
    }

    /** Where on the frame the model points on a crop; empty if it wants something else now. */
    private Optional<Point> closer(Action action, Crop crop, BufferedImage frame, StepContext context)
            throws PolicyException, InterruptedException {
        if (ask(frame, Optional.of(crop), context) instanceof Reply.Chose(Action again, String _)
                && again.getClass() == action.getClass()) {
            return pointed(again).map(crop::toFrame);
        }
        return Optional.empty();
    }

    private static Optional<Point> pointed(Action action) {
        List<Point> positions = ActionJson.positionsOf(action);
        return positions.size() == 1 ? Optional.of(positions.getFirst()) : Optional.empty();
    }

    private static Action moved(Action action, Point to) {
        return ActionJson.read(ActionJson.nameOf(action), ActionJson.valueOf(action), List.of(to))
                .orElse(action);
    }

    /** What the model thought before it acted, if it said so. */
    private String reason(String words) {
        int action = words.indexOf('{');
        String thoughts = words.substring(0, Math.max(0, action))
                .replaceAll("</?think>|```\\w*", " ")
                .replaceAll("\\s+", " ")
                .replaceAll("[\\[\\s]+$", "")
                .strip();
        if (thoughts.isEmpty()) {
            return "chosen by " + model;
        }
        return thoughts.length() > LONGEST_REASON ? thoughts.substring(0, LONGEST_REASON) + "…" : thoughts;
    }

    @Override
    public void close() {
        chat.close();
    }
}
