/**
 * Records what happens in a room, on demand: a command in the log, or {@code /start TASK} in the chat of a room that is
 * watched, begins an episode; a command, {@code /stop}, its time, or the room's absence ends it. In between the room's
 * screen is kept, as often as asked and whenever it changed, and so is each {@code Action: {…}} that is said in its chat.
 *
 * <p>A {@link io.nekoagents.capture.recorder.Recording} is one episode; it sees and hears, and its
 * {@link io.nekoagents.capture.recorder.RecordingWriter} keeps frames and writes facts, in order, on a thread of its own.
 * A {@link io.nekoagents.capture.recorder.RoomDesk} is one room that is listened to, whoever asked for it. The facts go to
 * {@code capture.recordings.v1}, and to nothing else.
 */
@NullMarked
package io.nekoagents.capture.recorder;

import org.jspecify.annotations.NullMarked;
