package io.nekoagents.ingest.capture;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.history.Histories;
import io.nekoagents.ingest.history.Histories.Taken;
import io.nekoagents.ingest.history.IdempotencyKey;
import io.nekoagents.ingest.page.PageQuery;
import io.nekoagents.ingest.page.Parameters;
import io.nekoagents.ingest.problem.JsonBody;
import io.nekoagents.ingest.view.HistoryPage;
import io.nekoagents.ingest.view.PageKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class EpisodeController {

    private static final String EPISODES = "/api/v1/capture/episodes";
    private static final String EPISODE = EPISODES + "/{episodeId}";

    private final Recording recording;
    private final Histories<Episode> episodes;
    private final JsonBody body;
    private final Screen usual;

    EpisodeController(Recording recording, Histories<Episode> episodes, JsonBody body, CaptureSettings settings) {
        this.recording = recording;
        this.episodes = episodes;
        this.body = body;
        this.usual = settings.usualScreen();
    }

    /** @param nextCursor for the next page, null at the list's end */
    record ListDocument(
            List<EpisodeDocument> episodes, @Nullable String nextCursor) {}

    @PostMapping(path = EPISODES, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EpisodeDocument> record(
            Caller caller,
            HttpServletRequest request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key)
            throws InterruptedException {
        IdempotencyKey.require(key);
        Taken<Episode> taken = recording.record(caller, body.read(request, EpisodeRequest.class), key);
        return ResponseEntity.status(taken.first() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create(EPISODES + "/" + taken.thing().id()))
                .body(document(taken.thing()));
    }

    @GetMapping(EPISODES)
    ListDocument list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        HistoryPage<Episode> page = episodes.page(caller, PageQuery.of(parameters));
        return new ListDocument(
                page.things().stream().map(this::document).toList(),
                page.next().map(PageKey::cursor).orElse(null));
    }

    @GetMapping(EPISODE)
    EpisodeDocument read(Caller caller, @PathVariable String episodeId) throws InterruptedException {
        return document(episodes.require(caller, episodeId));
    }

    /** Ends the recording; what was recorded is kept unless {@code discard=true}. */
    @DeleteMapping(EPISODE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    EpisodeDocument end(
            Caller caller, @PathVariable String episodeId, @RequestParam MultiValueMap<String, String> parameters)
            throws InterruptedException {
        boolean discard = Parameters.of(parameters, Set.of("discard")).readFlag("discard");
        return document(recording.end(caller, episodeId, discard));
    }

    private EpisodeDocument document(Episode episode) {
        return EpisodeDocument.of(episode, usual);
    }
}
