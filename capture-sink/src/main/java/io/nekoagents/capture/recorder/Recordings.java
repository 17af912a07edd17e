package io.nekoagents.capture.recorder;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.capture.RecordingEnded;
import io.nekoagents.schema.capture.RecordingFailed;
import io.nekoagents.schema.connect.SessionBook;
import io.nekoagents.schema.rule.CaptureRules;
import io.nekoagents.schema.rule.Violation;
import java.awt.Dimension;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All recordings of this recorder, by command and by chat: each episode once, and not too many at a time. Thread-safe. */
final class Recordings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
    private static final int REMEMBERED = 10_000;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(20);

    private final RecorderTools tools;
    private final PatientLog log;
    private final Lobby lobby;
    private final SessionBook sessions;
    private final TenantOptions options;
    private final EpisodeIds ids;
    private final Semaphore slots;
    private final Map<String, EpisodeJob> jobs = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("record-", 0).factory());
    private volatile boolean closing;

    private final Map<String, Boolean> past = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    Recordings(RecorderTools tools, Lobby lobby, SessionBook sessions, TenantOptions options, int slots) {
        this.tools = tools;
        this.log = new PatientLog(tools.log(), AGAIN);
        this.lobby = lobby;
        this.sessions = sessions;
        this.options = options;
        this.ids = new EpisodeIds(tools.random());
        this.slots = new Semaphore(slots);
    }

    /** Begins an episode; done when the log has its beginning, or why it does not begin. One that is known is not begun again. */
    CompletableFuture<Void> record(RecordEpisode command) {
        EpisodeJob job = new EpisodeJob(command.getTenant());
        synchronized (past) {
            if (past.containsKey(command.getEpisodeId())) {
                return CompletableFuture.completedFuture(null);
            }
            EpisodeJob running = jobs.get(command.getEpisodeId());
            // One that was left to whoever reads the command next may have been left to us.
            if (running != null && !running.abandoned()) {
                return running.answered();
            }
            jobs.put(command.getEpisodeId(), job);
        }
        threads.execute(() -> begin(command, job));
        return job.answered();
    }

    private void begin(RecordEpisode command, EpisodeJob job) {
        String id = command.getEpisodeId();
        try {
            switch (admitted(command)) {
                case Lobby.Admission.Refused(String code, String message) -> fail(id, job, code, message);
                case Lobby.Admission.Admitted(var plan, var stay) -> begin(plan, stay, job);
            }
        } catch (InterruptedException _) {
            fail(id, job, "recorder_stopped", "The recorder was stopped before it began");
        } catch (RuntimeException e) { // the edge of this thread: whoever waits for the answer must hear of it
            LOG.atError().addKeyValue(LogKeys.EPISODE, id).setCause(e).log("An episode could not be begun");
            jobs.remove(id, job);
            job.fail(e);
        }
    }

    private Lobby.Admission admitted(RecordEpisode command) throws InterruptedException {
        List<Violation> violations = CaptureRules.violations(command);
        if (!violations.isEmpty()) {
            return new Lobby.Admission.Refused("invalid_command", Violation.sentence(violations));
        }
        lobby.await(command);
        if (!slots.tryAcquire(tools.patience().toNanos(), TimeUnit.NANOSECONDS)) {
            return new Lobby.Admission.Refused("recorder_busy", "The recorder has no slot for another recording");
        }
        boolean admitted = false;
        try {
            Lobby.Admission admission = lobby.admit(command);
            admitted = admission instanceof Lobby.Admission.Admitted;
            return admission;
        } finally {
            if (!admitted) {
                slots.release();
            }
        }
    }

    private void begin(Recording.Plan plan, Rooms.Stay stay, EpisodeJob job) {
        Runnable leave = once(() -> {
            slots.release();
            stay.close();
        });
        try {
            begin(plan, stay.desk(), job, leave);
        } catch (RoomAwayException e) {
            fail(plan.episodeId(), job, "room_unreachable", String.valueOf(e.getMessage()));
        }
    }

    private static Runnable once(Runnable leaving) {
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (!left.getAndSet(true)) {
                leaving.run();
            }
        };
    }

    /** @param leave once, when the recording has ended or cannot begin */
    private void begin(Recording.Plan plan, RoomDesk desk, EpisodeJob job, Runnable leave) throws RoomAwayException {
        boolean begun = false;
        try {
            attend(plan, desk, job, leave);
            begun = true;
        } finally {
            if (!begun) {
                job.recording().ifPresent(Recording::handOver);
                leave.run();
            }
        }
    }

    private void attend(Recording.Plan plan, RoomDesk desk, EpisodeJob job, Runnable leave) throws RoomAwayException {
        Dimension screen = desk.room().screen();
        Recording recording = new Recording(plan, desk.room(), tools);
        if (!job.begins(recording)) {
            leave.run();
            over(plan.episodeId(), job);
            return;
        }
        var _ = recording.started().thenRun(job::answer);
        var _ = desk.begin(recording, screen).whenComplete((_, _) -> {
            leave.run();
            over(plan.episodeId(), job);
        });
        job.begun();
    }

    private void fail(String episodeId, EpisodeJob job, String code, String message) {
        tools.meters().refused(code);
        LOG.atWarn()
                .addKeyValue(LogKeys.EPISODE, episodeId)
                .addKeyValue(LogKeys.CODE, code)
                .addKeyValue(LogKeys.PROBLEM, message)
                .log("An episode is not recorded");
        if (!job.abandoned()) {
            log.insist(
                    episodeId,
                    new RecordingFailed(
                            episodeId,
                            job.tenant(),
                            code,
                            message,
                            tools.clock().instant()));
        }
        over(episodeId, job);
    }

    private void over(String episodeId, EpisodeJob job) {
        synchronized (past) {
            if (!job.abandoned()) {
                past.put(episodeId, true);
            }
            jobs.remove(episodeId, job);
        }
        job.close();
    }

    private boolean isPast(String episodeId) {
        synchronized (past) {
            return past.containsKey(episodeId);
        }
    }

    /** Ends an episode that runs here; done when the log has its end. Empty if none does. */
    Optional<CompletableFuture<Void>> endHere(EndEpisode command) {
        EpisodeJob job = jobs.get(command.getEpisodeId());
        if (job == null || !job.tenant().equals(command.getTenant())) {
            return Optional.empty();
        }
        job.ask(command);
        return Optional.of(job.over());
    }

    /** Ends an episode, whoever recorded it: one that its recorder left behind has to end, too. */
    CompletableFuture<Void> end(EndEpisode command) {
        String id = command.getEpisodeId();
        List<Violation> violations = CaptureRules.violations(command);
        Optional<CompletableFuture<Void>> here = endHere(command);
        if (here.isPresent()) {
            return here.get();
        }
        if (!violations.isEmpty() || isPast(id) || jobs.containsKey(id)) {
            LOG.atInfo().addKeyValue(LogKeys.EPISODE, id).log("There is nothing to end");
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(
                () -> log.insist(
                        id,
                        new RecordingEnded(
                                id,
                                command.getTenant(),
                                EpisodeEnd.ASKED,
                                command.getDiscard(),
                                tools.clock().instant())),
                threads);
    }

    /** Leaves an episode to whoever reads its command next. */
    void abandon(String episodeId) {
        EpisodeJob job = jobs.get(episodeId);
        if (job != null) {
            LOG.atInfo().addKeyValue(LogKeys.EPISODE, episodeId).log("Another recorder goes on with the episode");
            job.abandon().ifPresent(recording -> threads.execute(recording::handOver));
        }
    }

    /** Begins an episode for whoever asked in chat; why not, if not. */
    Optional<String> startInChat(RoomDesk desk, String tenant, String task) throws RoomAwayException {
        if (task.isBlank()) {
            return Optional.of("Say what is shown, as in: /start buy a cat");
        }
        if (task.codePointCount(0, task.length()) > CaptureRules.MAX_TASK_CHARACTERS) {
            return Optional.of("Say it in at most " + CaptureRules.MAX_TASK_CHARACTERS + " characters");
        }
        if (closing || !slots.tryAcquire()) {
            return Optional.of("The recorder has no slot for another recording");
        }
        boolean begun = false;
        Runnable leave = once(slots::release);
        String id = ids.fresh(tools.clock().instant());
        EpisodeJob job = new EpisodeJob(tenant);
        try {
            jobs.put(id, job);
            begin(
                    new Recording.Plan(
                            id,
                            tenant,
                            null,
                            task,
                            options.of(tenant),
                            tools.clock().instant(),
                            tools.origin(desk.room().host())),
                    desk,
                    job,
                    leave);
            begun = true;
            return Optional.empty();
        } finally {
            if (!begun) {
                leave.run();
                jobs.remove(id, job);
            }
        }
    }

    /** To be called some times a second. What happens in the room of a session that has ended is another's. */
    void check() {
        jobs.values()
                .forEach(job -> job.recording().ifPresent(recording -> {
                    String session = recording.sessionId();
                    if (session != null && sessions.over(session)) {
                        recording.end(EpisodeEnd.ROOM_LEFT, false);
                    } else {
                        recording.check();
                    }
                }));
    }

    /** How many are under way, or about to be. */
    int size() {
        return jobs.size();
    }

    /** Ends all of them, and keeps what they have; those that have not begun fail. */
    @Override
    public void close() {
        closing = true;
        List<EpisodeJob> left = List.copyOf(jobs.values());
        left.forEach(job -> job.recording().ifPresent(each -> each.end(EpisodeEnd.ROOM_LEFT, false)));
        threads.shutdownNow();
        CompletableFuture.allOf(left.stream().map(job -> job.over()).toArray(CompletableFuture[]::new))
                .exceptionally(_ -> null)
                .completeOnTimeout(null, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
