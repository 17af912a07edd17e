package io.nekoagents.ingest.problem;

import io.nekoagents.ingest.ApiSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads bodies of bounded length, and says what is wrong with those it refuses. */
@Component
public final class JsonBody {

    private final JsonMapper json;
    private final int mostBytes;

    JsonBody(JsonMapper json, ApiSettings settings) {
        this.json = json;
        this.mostBytes = Math.toIntExact(settings.maxBody().toBytes());
    }

    /**
     * The request's body.
     *
     * @throws ProblemException if it is too long, not JSON, or not of that type
     */
    public <T> T read(HttpServletRequest request, Class<T> type) throws IOException {
        if (request.getContentLengthLong() > mostBytes) {
            throw ProblemException.tooLong(mostBytes);
        }
        byte[] body = request.getInputStream().readNBytes(mostBytes + 1);
        if (body.length > mostBytes) {
            throw ProblemException.tooLong(mostBytes);
        }
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

    private static ProblemException refusal(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                ProblemException.unreadable(path(unknown.getPath()), "is not a known field");
            case MismatchedInputException mismatch
            when mismatch.getPath().isEmpty() -> ProblemException.unreadable("The body must be a JSON object");
            case MismatchedInputException mismatch ->
                ProblemException.unreadable(path(mismatch.getPath()), "must be " + kind(mismatch.getTargetType()));
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

    private static String kind(@org.jspecify.annotations.Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a string";
            case "Integer", "int" -> "a whole number of at most 32 bits";
            case "Boolean", "boolean" -> "true or false";
            default -> "an object";
        };
    }
}
