package io.nekoagents.ingest.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedPlacesTest {

    @TempDir
    private Path folder;

    private AllowedPlaces places = AllowedPlaces.of(List.of());

    @BeforeEach
    void allow() {
        places = AllowedPlaces.of(List.of(folder.resolve("{tenant}").toString(), "s3://audio/voices/{tenant}/"));
    }

    @Test
    void takesWhatLiesBelowThePlacesOfTheTenant() throws IOException {
        Files.createDirectories(folder.resolve("mia"));
        Files.writeString(folder.resolve("mia/a b.wav"), "");

        assertThat(places.refusal("mia", "file://" + folder + "/mia/a b.wav")).isEmpty();
        assertThat(places.refusal("mia", "file:" + folder + "/mia/not/yet/there.wav"))
                .isEmpty();
        assertThat(places.refusal("mia", "s3://audio/voices/mia/a.wav")).isEmpty();
    }

    @Test
    void takesFoldersAndFilesOfAnyCharactersThatStandForThemselves() {
        AllowedPlaces wide =
                AllowedPlaces.of(List.of(folder.resolve("voices (of {tenant})").toString()));

        assertThat(wide.refusal("mia", "file://" + folder + "/voices (of mia)/a [1] & b'.wav"))
                .isEmpty();
        assertThat(wide.refusal("leo", "file://" + folder + "/voices (of mia)/a [1] & b'.wav"))
                .isPresent();
    }

    @Test
    void refusesThePlacesOfOtherTenantsAndThoseThatOnlyBeginAlike() {
        assertThat(places.refusal("mia", "file://" + folder + "/leo/a.wav")).isPresent();
        assertThat(places.refusal("mia", "file://" + folder + "/mia2/a.wav")).isPresent();
        assertThat(places.refusal("mia", "file://" + folder + "/mia")).isPresent();
        assertThat(places.refusal("mia", "s3://audio/voices/mia2/a.wav")).isPresent();
        assertThat(places.refusal("mia", "s3://audio2/voices/mia/a.wav")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.wav",
                "file:a.wav",
                "file://host{folder}/mia/a.wav",
                "file:////mia/a.wav",
                "file://{folder}/mia/../leo/a.wav",
                "file://{folder}/mia/./a.wav",
                "file://{folder}/mia//a.wav",
                "file://{folder}/mia/%2e%2e/leo/a.wav",
                "file://{folder}/mia/%252e%252e/leo/a.wav",
                "file://{folder}/mia/..%2fleo/a.wav",
                "file://{folder}/mia/a.wav?x",
                "file://{folder}/mia/a.wav#x",
                "file://{folder}/mia/a\\..\\b.wav",
                "file://{folder}/mia/a\n.wav",
                "file://{folder}/mia/\u0000",
                "FILE://{folder}/mia/a.wav",
                "{folder}/mia/a.wav",
                "s3:/voices/mia/a.wav",
                "s3://audio/voices/mia/../leo/a.wav",
                "s3://audio/voices/mia/%2e%2e/leo/a.wav",
                "s3://user:secret@audio/voices/mia/a.wav",
                "s3://audio:80/voices/mia/a.wav",
                "s3://audio/voices/mia/a.wav?versionId=1",
                "s3://AUDIO/voices/mia/a.wav",
                "http://169.254.169.254/latest/meta-data",
                "https://audio/voices/mia/a.wav",
                "gopher://audio/voices/mia/a.wav",
                "jar:file:{folder}/mia/a.jar!/a.wav",
                "data:audio/wav;base64,AA=="
            })
    void refusesWhatIsNotSpelledPlainly(String address) {
        assertThat(places.refusal("mia", address.replace("{folder}", folder.toString())))
                .isPresent();
    }

    @Test
    void refusesLinksThatLeadOutOfTheFolder() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("leo"));
        Files.createDirectories(folder.resolve("mia"));
        Files.createSymbolicLink(folder.resolve("mia/out"), outside);
        Files.createSymbolicLink(folder.resolve("mia/dangling.wav"), folder.resolve("nowhere"));
        Files.createSymbolicLink(folder.resolve("mia/in.wav"), Files.createFile(folder.resolve("mia/a.wav")));

        assertThat(places.refusal("mia", "file://" + folder + "/mia/out/a.wav")).isPresent();
        assertThat(places.refusal("mia", "file://" + folder + "/mia/dangling.wav"))
                .isPresent();
        assertThat(places.refusal("mia", "file://" + folder + "/mia/in.wav")).isEmpty();
    }

    @Test
    void allowsNothingWhereNoPlaceIsSet() {
        assertThat(AllowedPlaces.of(List.of()).refusal("mia", "s3://audio/a.wav"))
                .hasValueSatisfying(rule -> assertThat(rule).contains("no place"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://", "s3://a/../b", "file://host/x", "s3://u@bucket/x", "ftp://host/x", "a%2e"})
    void refusesPlacesThatAreNone(String place) {
        assertThatThrownBy(() -> AllowedPlaces.of(List.of(place))).isInstanceOf(IllegalArgumentException.class);
    }
}
