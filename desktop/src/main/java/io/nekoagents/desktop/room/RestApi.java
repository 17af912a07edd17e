package io.nekoagents.desktop.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nekoagents.neko.message.MessageCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** The room's HTTP interface, as far as agents and their tools use it. */
final class RestApi extends Handler.Abstract {

    private static final ObjectMapper JSON = MessageCodec.json();
    private static final int MOST_BODY = 1 << 20;
    private static final int QUALITY = 90;

    private final Room room;
    private final Stage stage;

    RestApi(Room room, Stage stage) {
        this.room = room;
        this.stage = stage;
    }

    /** What is answered; a body that is bytes is a JPEG. */
    private record Answer(int status, Object body) {

        static Answer ok(Object body) {
            return new Answer(HttpStatus.OK_200, body);
        }

        static Answer done() {
            return new Answer(HttpStatus.NO_CONTENT_204, new byte[0]);
        }

        static Answer refused(int status, String message) {
            return new Answer(status, Map.of("message", message));
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String path = Request.getPathInContext(request);
        if (path.equals("/health")) {
            write(response, callback, Answer.ok(Map.of("status", "ok")));
            return true;
        }
        if (path.equals("/metrics")) {
            metrics(response, callback);
            return true;
        }
        if (!path.startsWith("/api/")) {
            return false;
        }
        write(response, callback, answer(request, path.substring("/api".length())));
        return true;
    }

    private Answer answer(Request request, String path) throws IOException {
        if (path.equals("/login") && request.getMethod().equals("POST")) {
            return login(request);
        }
        Optional<Member> member = token(request).flatMap(room::byToken);
        if (member.isEmpty()) {
            return Answer.refused(HttpStatus.UNAUTHORIZED_401, "session not found");
        }
        return answer(request.getMethod() + " " + path, request, member.get());
    }

    private Answer answer(String what, Request request, Member member) throws IOException {
        return switch (what) {
            case "GET /whoami" -> Answer.ok(member.described());
            case "POST /logout" -> {
                room.logout(member);
                yield Answer.done();
            }
            case "GET /sessions" -> Answer.ok(room.sessions());
            case "GET /room/screen" -> Answer.ok(room.screen());
            case "GET /room/screen/shot.jpg" -> shot(request, member);
            case "GET /room/control" -> Answer.ok(room.host());
            case "POST /room/control/request" ->
                room.request(member)
                        ? Answer.done()
                        : Answer.refused(HttpStatus.UNPROCESSABLE_ENTITY_422, "there is already a host");
            case "POST /room/control/release" -> {
                room.release(member.id());
                yield Answer.done();
            }
            case "POST /room/control/take" -> asAdmin(member, () -> room.take(member));
            case "POST /room/control/reset" -> asAdmin(member, () -> room.reset(member));
            case "GET /room/clipboard" -> asHost(member, () -> Answer.ok(Map.of("text", stage.clipboard())));
            case "POST /room/clipboard" -> {
                String text = body(request).path("text").asText();
                yield asHost(member, () -> {
                    stage.clipboard(text);
                    return Answer.done();
                });
            }
            default -> other(what, member);
        };
    }

    private Answer other(String what, Member member) {
        String give = "POST /room/control/give/";
        if (!what.startsWith(give)) {
            return Answer.refused(HttpStatus.NOT_FOUND_404, "there is no " + what);
        }
        String session = what.substring(give.length());
        if (!member.profile().admin()) {
            return Answer.refused(HttpStatus.FORBIDDEN_403, "is not an admin");
        }
        return room.give(member, session)
                ? Answer.done()
                : Answer.refused(HttpStatus.NOT_FOUND_404, "session not found");
    }

    private Answer login(Request request) throws IOException {
        JsonNode body = body(request);
        String username = body.path("username").asText();
        if (username.isBlank()) {
            return Answer.refused(HttpStatus.BAD_REQUEST_400, "username must be given");
        }
        return room.login(username, body.path("password").asText())
                .map(member -> Answer.ok(Map.of(
                        "id",
                        member.id(),
                        "token",
                        member.token(),
                        "profile",
                        member.profile(),
                        "state",
                        member.state())))
                .orElseGet(() -> Answer.refused(HttpStatus.UNAUTHORIZED_401, "invalid password"));
    }

    private Answer shot(Request request, Member member) throws IOException {
        if (!member.profile().admin()) {
            return Answer.refused(HttpStatus.FORBIDDEN_403, "is not an admin");
        }
        String quality = Request.extractQueryParameters(request).getValue("quality");
        boolean sound = quality != null && quality.matches("[1-9][0-9]?|100");
        return Answer.ok(stage.jpeg(sound ? Integer.parseInt(quality) : QUALITY));
    }

    private static Answer asAdmin(Member member, Runnable action) {
        if (!member.profile().admin()) {
            return Answer.refused(HttpStatus.FORBIDDEN_403, "is not an admin");
        }
        action.run();
        return Answer.done();
    }

    /** Answers a host. */
    @FunctionalInterface
    private interface Answering {
        Answer answer();
    }

    private Answer asHost(Member member, Answering answering) {
        boolean hosts = member.id().equals(room.host().hostId());
        return hosts ? answering.answer() : Answer.refused(HttpStatus.FORBIDDEN_403, "is not the host");
    }

    /** From the header, the query or the cookie, as Neko takes it. */
    static Optional<String> token(Request request) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (header != null && header.startsWith("Bearer ")) {
            return Optional.of(header.substring("Bearer ".length()));
        }
        Fields query = Request.extractQueryParameters(request);
        return Optional.ofNullable(query.getValue("token"))
                .or(() -> Request.getCookies(request).stream()
                        .filter(cookie -> cookie.getName().equals("NEKO_SESSION"))
                        .map(cookie -> cookie.getValue())
                        .findFirst());
    }

    private static JsonNode body(Request request) throws IOException {
        if (request.getLength() > MOST_BODY) {
            throw new IOException("The body has more than " + MOST_BODY + " bytes");
        }
        try {
            JsonNode body = JSON.readTree(Content.Source.asString(request, UTF_8));
            return body == null ? JSON.createObjectNode() : body;
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }

    private static void write(Response response, Callback callback, Answer answer) throws IOException {
        boolean bytes = answer.body() instanceof byte[];
        byte[] body = bytes ? (byte[]) answer.body() : JSON.writeValueAsBytes(answer.body());
        response.setStatus(answer.status());
        if (body.length > 0) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, bytes ? "image/jpeg" : "application/json");
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private void metrics(Response response, Callback callback) {
        List<String> lines = List.of(
                "# HELP neko_sessions Sessions that are logged in",
                "# TYPE neko_sessions gauge",
                "neko_sessions " + room.sessions().size(),
                "# HELP neko_has_host Whether somebody controls the room",
                "# TYPE neko_has_host gauge",
                "neko_has_host " + (room.host().hasHost() ? 1 : 0));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        response.write(true, ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(UTF_8)), callback);
    }
}
