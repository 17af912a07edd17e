package io.nekoagents.ingest.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.ingest.ApiSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads bodies of bounded length, and says what is wrong with those it refuses. */
@Component
public final class JsonBody {

    private final JsonMapper json;
    private final int mostBytes;
    private final Duration longest;

    JsonBody(JsonMapper json, ApiSettings settings) {
        this.json = json;
        this.longest = settings.bodyTimeout();
        this.mostBytes = Math.toIntExact(settings.maxBody().toBytes());
    }

    /**
     * The request's body.
     *
     * @throws ProblemException if it is too long or too slow, packed, not JSON, or not of that type
     */
    public <T> T read(HttpServletRequest request, Class<T> type) {
        String body = text(BodyBytes.read(request, mostBytes, longest));
        try {
            T value = json.readValue(body, type);
            if (value == null) {
                throw ProblemException.unreadable("The body must be a JSON object");
            }
            return value;
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    /** JSON is UTF-8 (RFC 8259); guessing another encoding would let through what UTF-8 does not allow. */
    private static String text(byte[] body) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException _) {
            throw ProblemException.unreadable("The body is not UTF-8");
        }
    }

    private static ProblemException refusal(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                ProblemException.unreadable(path(unknown.getPath()), "is not a known field");
            case InvalidFormatException unsound
            when SoundText.refused(unsound) -> ProblemException.unreadable(path(unsound.getPath()), SoundText.RULE);
            case MismatchedInputException mismatch
            when mismatch.getPath().isEmpty() -> ProblemException.unreadable("The body must be a JSON object");
            case MismatchedInputException mismatch ->
                ProblemException.unreadable(path(mismatch.getPath()), "must be " + kind(mismatch.getTargetType()));
            case StreamConstraintsException _ ->
                ProblemException.unreadable("The body is nested too deeply, or has too long a number or text");
            case StreamReadException malformed ->
                ProblemException.unreadable("The body is not JSON: " + malformed.getOriginalMessage());
            case DatabindException other
            when !other.getPath().isEmpty() -> ProblemException.unreadable(path(other.getPath()), "is not understood");
            default -> ProblemException.unreadable("The body is not JSON");
        };
    }

    private static String path(List<JacksonException.Reference> path) {
        return path.stream()
                .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a string";
            case "Integer", "int" -> "a whole number of at most 32 bits";
            case "Long", "long" -> "a whole number of at most 64 bits";
            case "Double", "double" -> "a number";
            case "List" -> "a list";
            case "Boolean", "boolean" -> "true or false";
            default -> "an object";
        };
    }
}
