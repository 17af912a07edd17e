package io.nekoagents.schema.topic;

import io.nekoagents.schema.access.ApiKey;
import io.nekoagents.schema.capture.ActionRecorded;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.capture.DatasetCopied;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeDropped;
import io.nekoagents.schema.capture.EpisodeFailed;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeGrown;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.capture.EpisodeStarted;
import io.nekoagents.schema.capture.FrameRecorded;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.capture.RecordingEnded;
import io.nekoagents.schema.capture.RecordingFailed;
import io.nekoagents.schema.capture.RecordingStarted;
import io.nekoagents.schema.capture.RecordingWatched;
import io.nekoagents.schema.capture.ShardSealed;
import io.nekoagents.schema.capture.UploadDataset;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.run.RunFailed;
import io.nekoagents.schema.run.RunFinished;
import io.nekoagents.schema.run.RunHeartbeat;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.run.RunSuspended;
import io.nekoagents.schema.run.RunYielded;
import io.nekoagents.schema.run.WorkRefused;
import io.nekoagents.schema.session.CloseSession;
import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionJoined;
import io.nekoagents.schema.session.SessionLeft;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.PauseTask;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.ResumeTask;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskPaused;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskRequeued;
import io.nekoagents.schema.task.TaskResumed;
import io.nekoagents.schema.task.TaskRetryScheduled;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.TaskSubmitted;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.task.TaskUpdated;
import io.nekoagents.schema.task.UpdateTask;
import io.nekoagents.schema.task.WorkChange;
import io.nekoagents.schema.topic.Topic.Layout;
import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechCaptioned;
import io.nekoagents.schema.voice.SpeechFailed;
import io.nekoagents.schema.voice.SpeechFinished;
import io.nekoagents.schema.voice.SpeechQueued;
import io.nekoagents.schema.voice.SpeechStarted;
import io.nekoagents.schema.voice.SpeechStopped;
import io.nekoagents.schema.voice.SpeechSynthesized;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.StopSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.webhook.RedeliveryRequested;
import io.nekoagents.schema.webhook.WebhookAttempted;
import io.nekoagents.schema.webhook.WebhookDue;
import io.nekoagents.schema.webhook.WebhookSecret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Every topic of the system. Names are persistent: changing one is a migration. */
public final class Topics {

    private static final Map<String, String> MONTH = kept(Duration.ofDays(30));
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    /** What clients ask for, keyed by task. Anyone may write. */
    public static final Topic<SpecificRecord> TASK_COMMANDS = Topic.ofUnion(
            "agent.tasks.commands.v1",
            Layout.BY_TASK,
            MONTH,
            SubmitTask.SCHEMA$,
            UpdateTask.SCHEMA$,
            CancelTask.SCHEMA$,
            PauseTask.SCHEMA$,
            ResumeTask.SCHEMA$);

    /** What became of tasks, keyed by task, in order. Written by the task lifecycle alone. */
    public static final Topic<SpecificRecord> TASK_EVENTS = Topic.ofUnion(
            "agent.tasks.events.v1",
            Layout.BY_TASK,
            MONTH,
            TaskSubmitted.SCHEMA$,
            TaskUpdated.SCHEMA$,
            TaskStarted.SCHEMA$,
            TaskRetryScheduled.SCHEMA$,
            TaskRequeued.SCHEMA$,
            TaskCompleted.SCHEMA$,
            TaskFailed.SCHEMA$,
            TaskCancelled.SCHEMA$,
            TaskTimedOut.SCHEMA$,
            TaskRejected.SCHEMA$,
            TaskPaused.SCHEMA$,
            TaskResumed.SCHEMA$);

    /** Where each task stands, keyed by task, compacted. Written by the task lifecycle alone. */
    public static final Topic<TaskState> TASK_STATE =
            Topic.ofRecord("agent.tasks.state.v1", TaskState.class, TaskState.SCHEMA$, Layout.BY_TASK, COMPACTED);

    /** What work each task needs, keyed by task. From the task lifecycle to the dispatcher, who alone reads it. */
    public static final Topic<WorkChange> TASK_DISPATCH = Topic.ofRecord(
            "agent.tasks.dispatch.v1", WorkChange.class, WorkChange.SCHEMA$, Layout.SINGLE, kept(Duration.ofDays(7)));

    /** Work to take, keyed by task, consumed by the workers' share group. Written by the dispatcher alone. */
    public static final Topic<QueuedTask> TASK_QUEUE = Topic.ofRecord(
            "agent.tasks.queue.v1", QueuedTask.class, QueuedTask.SCHEMA$, Layout.SINGLE, kept(Duration.ofDays(7)));

    /** What workers say of their runs, and the dispatcher of work it refuses, keyed by task. */
    public static final Topic<SpecificRecord> RUN_EVENTS = Topic.ofUnion(
            "agent.runs.events.v1",
            Layout.BY_TASK,
            MONTH,
            RunStarted.SCHEMA$,
            RunHeartbeat.SCHEMA$,
            RunSuspended.SCHEMA$,
            RunFinished.SCHEMA$,
            RunFailed.SCHEMA$,
            RunYielded.SCHEMA$,
            WorkRefused.SCHEMA$);

    /** Each action of each task, keyed by task. */
    public static final Topic<ActionTaken> ACTIONS =
            Topic.ofRecord("agent.actions.v1", ActionTaken.class, ActionTaken.SCHEMA$, Layout.BY_TASK, MONTH);

    /** Reference to each kept frame, keyed by task. */
    public static final Topic<FrameCaptured> FRAMES =
            Topic.ofRecord("agent.frames.v1", FrameCaptured.class, FrameCaptured.SCHEMA$, Layout.BY_TASK, MONTH);

    /** Last sign of life of each worker, keyed by worker, compacted and dropped after a day. */
    public static final Topic<WorkerHeartbeat> WORKERS = Topic.ofRecord(
            "agent.workers.v1",
            WorkerHeartbeat.class,
            WorkerHeartbeat.SCHEMA$,
            Layout.SINGLE,
            Map.of("cleanup.policy", "compact,delete", "retention.ms", millis(Duration.ofDays(1))));

    /** What clients ask of sessions, keyed by session. Anyone may write. */
    public static final Topic<SpecificRecord> SESSION_COMMANDS = Topic.ofUnion(
            "agent.sessions.commands.v1", Layout.SINGLE, MONTH, OpenSession.SCHEMA$, CloseSession.SCHEMA$);

    /** Where each session stands, keyed by session, compacted. Written by the keeper of sessions alone. */
    public static final Topic<SessionState> SESSION_STATE = Topic.ofRecord(
            "agent.sessions.state.v1", SessionState.class, SessionState.SCHEMA$, Layout.SINGLE, COMPACTED);

    /** Which agent entered and left a session's room, keyed by session. Written by the workers. */
    public static final Topic<SpecificRecord> SESSION_EVENTS = Topic.ofUnion(
            "agent.sessions.events.v1", Layout.BY_TASK, MONTH, SessionJoined.SCHEMA$, SessionLeft.SCHEMA$);

    /** The API's keys, keyed by their id, compacted; a tombstone revokes. Written by the API alone. */
    public static final Topic<ApiKey> ACCESS_KEYS =
            Topic.ofRecord("agent.access.keys.v1", ApiKey.class, ApiKey.SCHEMA$, Layout.SINGLE, COMPACTED);

    /** What clients are to hear of, keyed by task, in order. Written by the task lifecycle alone. */
    public static final Topic<WebhookDue> WEBHOOKS =
            Topic.ofRecord("agent.webhooks.v1", WebhookDue.class, WebhookDue.SCHEMA$, Layout.BY_TASK, MONTH);

    /** What became of those deliveries, keyed by task. Written by the API alone. */
    public static final Topic<SpecificRecord> WEBHOOK_ATTEMPTS = Topic.ofUnion(
            "agent.webhooks.attempts.v1", Layout.BY_TASK, MONTH, WebhookAttempted.SCHEMA$, RedeliveryRequested.SCHEMA$);

    /** Which signing secret of each tenant counts, keyed by tenant, compacted. Written by the API alone. */
    public static final Topic<WebhookSecret> WEBHOOK_SECRETS = Topic.ofRecord(
            "agent.webhooks.secrets.v1", WebhookSecret.class, WebhookSecret.SCHEMA$, Layout.SINGLE, COMPACTED);

    /** What is to be captured, keyed by episode, or by dataset. Anyone may write. */
    public static final Topic<SpecificRecord> CAPTURE_COMMANDS = Topic.ofUnion(
            "capture.commands.v1",
            Layout.BY_TASK,
            MONTH,
            RecordEpisode.SCHEMA$,
            EndEpisode.SCHEMA$,
            UploadDataset.SCHEMA$);

    /** What became of episodes, keyed by episode, in order. Written by the episode assembly alone. */
    public static final Topic<SpecificRecord> CAPTURE_EPISODES = Topic.ofUnion(
            "capture.episodes.v1",
            Layout.BY_TASK,
            MONTH,
            EpisodeStarted.SCHEMA$,
            EpisodeGrown.SCHEMA$,
            EpisodeFinished.SCHEMA$,
            EpisodeFailed.SCHEMA$,
            EpisodeDiscarded.SCHEMA$,
            EpisodePart.SCHEMA$);

    /** What recorders see in the rooms they record, keyed by episode. Written by the recorder that holds the episode. */
    public static final Topic<SpecificRecord> CAPTURE_RECORDINGS = Topic.ofUnion(
            "capture.recordings.v1",
            Layout.BY_TASK,
            MONTH,
            RecordingStarted.SCHEMA$,
            FrameRecorded.SCHEMA$,
            ActionRecorded.SCHEMA$,
            RecordingWatched.SCHEMA$,
            RecordingEnded.SCHEMA$,
            RecordingFailed.SCHEMA$);

    /**
     * What became of datasets, each record under a key of its own and kept for good: an index is made from it. Written by
     * the capture sink alone.
     */
    public static final Topic<SpecificRecord> CAPTURE_SHARDS = Topic.ofUnion(
            "capture.shards.v1",
            Layout.SINGLE,
            COMPACTED,
            ShardSealed.SCHEMA$,
            DatasetCopied.SCHEMA$,
            EpisodeDropped.SCHEMA$);

    /** Each dataset as it is, keyed by tenant, a slash and dataset, compacted. Written by the capture sink alone. */
    public static final Topic<Dataset> CAPTURE_DATASETS =
            Topic.ofRecord("capture.datasets.v1", Dataset.class, Dataset.SCHEMA$, Layout.SINGLE, COMPACTED);

    /** How each tenant's episodes are kept, keyed by tenant, compacted. Written by the API alone. */
    public static final Topic<CaptureConfig> CAPTURE_CONFIG =
            Topic.ofRecord("capture.config.v1", CaptureConfig.class, CaptureConfig.SCHEMA$, Layout.SINGLE, COMPACTED);

    /** What is to be spoken, keyed by room session: one room, one order; into a file, by request. Anyone may write. */
    public static final Topic<SpecificRecord> SPEECH_REQUESTS = Topic.ofUnion(
            "voice.speech.requests.v1",
            Layout.BY_TASK,
            MONTH,
            SpeakText.SCHEMA$,
            StartSpeech.SCHEMA$,
            AppendSpeech.SCHEMA$,
            EndSpeech.SCHEMA$,
            StopSpeech.SCHEMA$,
            SynthesizeSpeech.SCHEMA$);

    /** What became of it, under the key of the request, in order. Written by the speech worker that holds the key. */
    public static final Topic<SpecificRecord> SPEECH_EVENTS = Topic.ofUnion(
            "voice.speech.events.v1",
            Layout.BY_TASK,
            MONTH,
            SpeechQueued.SCHEMA$,
            SpeechStarted.SCHEMA$,
            SpeechFinished.SCHEMA$,
            SpeechFailed.SCHEMA$,
            SpeechStopped.SCHEMA$,
            SpeechCaptioned.SCHEMA$,
            SpeechSynthesized.SCHEMA$);

    /**
     * Voices, keyed by tenant, a slash and voice, compacted; a tombstone removes one. Written by the API, and by
     * speech workers on behalf of who is in a room.
     */
    public static final Topic<Voice> VOICES =
            Topic.ofRecord("voice.voices.v1", Voice.class, Voice.SCHEMA$, Layout.SINGLE, COMPACTED);

    private static final List<Topic<?>> ALL = List.of(
            TASK_COMMANDS,
            TASK_EVENTS,
            TASK_STATE,
            TASK_DISPATCH,
            TASK_QUEUE,
            RUN_EVENTS,
            ACTIONS,
            FRAMES,
            WORKERS,
            SESSION_COMMANDS,
            SESSION_STATE,
            SESSION_EVENTS,
            ACCESS_KEYS,
            WEBHOOKS,
            WEBHOOK_ATTEMPTS,
            WEBHOOK_SECRETS,
            CAPTURE_COMMANDS,
            CAPTURE_EPISODES,
            CAPTURE_DATASETS,
            CAPTURE_CONFIG,
            CAPTURE_RECORDINGS,
            CAPTURE_SHARDS,
            SPEECH_REQUESTS,
            SPEECH_EVENTS,
            VOICES);

    private Topics() {}

    /** What a tenant's own producers ask for, where they have a topic of their own; otherwise as {@link #TASK_COMMANDS}. */
    public static Topic<SpecificRecord> taskCommandsOf(String tenant) {
        return TASK_COMMANDS.named("agent.tasks.commands." + tenant + ".v1");
    }

    /** Every topic, for provisioning and for checks that hold of all. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of("cleanup.policy", "delete", "retention.ms", millis(retention));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
