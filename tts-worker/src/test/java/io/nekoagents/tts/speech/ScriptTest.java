package io.nekoagents.tts.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.tts.text.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ScriptTest {

    private static final Script.Timing PATIENT = new Script.Timing(Duration.ofSeconds(20), Duration.ofSeconds(20));

    private static List<Segment> all(Script script) throws Exception {
        List<Segment> segments = new ArrayList<>();
        Optional<Segment> next = script.next();
        while (next.isPresent()) {
            segments.add(next.get());
            next = script.next();
        }
        return segments;
    }

    private static String words(List<Segment> segments) {
        return segments.stream().map(Segment::text).collect(Collectors.joining(" "));
    }

    @Test
    void aWholeTextIsGivenOutInOrderToItsEnd() throws Exception {
        String text = "The first sentence is here. And this is the second one, with a clause.";

        List<Segment> segments = all(Script.whole(text, 0));

        assertThat(words(segments)).isEqualTo(text);
        assertThat(segments.getFirst().from()).isZero();
        assertThat(segments.getLast().to()).isEqualTo(text.length());
    }

    @Test
    void whatWasHeardBeforeIsLeftOut() throws Exception {
        // Given a text of which the first sentence was heard by the log's word
        String text = "The first sentence is here. And this is the second one.";
        int heard = text.indexOf("And");

        // When another goes on with it, as a whole and in pieces
        List<Segment> whole = all(Script.whole(text, heard));
        Script stream = new Script(PATIENT, heard);
        for (int i = 0; i < text.length(); i += 7) {
            stream.append(null, text.substring(i, Math.min(i + 7, text.length())));
        }
        stream.end();
        List<Segment> pieces = all(stream);

        // Then the rest is spoken, under its place in the text
        assertThat(words(whole)).isEqualTo("And this is the second one.");
        assertThat(words(pieces)).isEqualTo("And this is the second one.");
        assertThat(whole.getFirst().from()).isEqualTo(heard);
        assertThat(pieces.getLast().to()).isEqualTo(text.length());
    }

    @Test
    void aPieceThatIsRepeatedCountsOnce() throws Exception {
        Script script = new Script(PATIENT, 0);
        script.append(1, "One ");
        script.append(2, "two ");
        script.append(1, "One ");
        script.append(2, "two ");
        script.append(3, "three.");
        script.end();
        script.append(4, "Four.");

        assertThat(words(all(script))).isEqualTo("One two three.");
    }

    @Test
    void whatIsThereIsSpokenWhenNothingComesForAWhile() throws Exception {
        // Given half a sentence, and then nothing
        Script script = new Script(new Script.Timing(Duration.ofMillis(20), Duration.ofSeconds(20)), 0);
        script.append(null, "I was about to");

        // When it is waited for, then it comes
        assertThat(script.next()).map(Segment::text).hasValue("I was about to");
    }

    @Test
    void aStreamThatNobodyGoesOnWithIsGivenUp() {
        Script script = new Script(new Script.Timing(Duration.ofMillis(5), Duration.ofMillis(20)), 0);

        assertThatThrownBy(script::next)
                .isInstanceOfSatisfying(
                        SpeechFailedException.class, e -> assertThat(e.code()).isEqualTo("stream_abandoned"));
    }

    @Test
    void aStreamThatIsTooLongSaysWhatItHasAndThenFails() {
        // Given a stream of more pieces than there may be
        Script script = new Script(PATIENT, 0);
        for (int i = 1; i <= 10_001; i++) {
            script.append(i, "word ");
        }

        // When it is read to its end, then it is an error
        assertThatThrownBy(() -> all(script))
                .isInstanceOfSatisfying(
                        SpeechFailedException.class, e -> assertThat(e.code()).isEqualTo("too_long"));
    }
}
