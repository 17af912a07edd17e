package io.nekoagents.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nekoagents.desktop.chromium.DevTools;
import io.nekoagents.local.interop.Python;
import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.stack.AdminKey;
import io.nekoagents.local.stack.LocalStack;
import io.nekoagents.local.stack.StackSettings;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tasks in plain words, over REST, through Kafka, done by a worker in a real Chromium that it sees over WebRTC. What counts
 * is what the page shows at the end, asked of Chromium itself.
 */
final class DemoSiteIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path SUBMIT_TASK = Path.of("../clients/python/submit_task.py");
    private static final Path WRITE_GARBAGE = Path.of("src/test/python/write_garbage.py");
    private static final Path READ_REFUSALS = Path.of("src/test/python/read_refusals.py");

    @TempDir
    static Path folder;

    private static StackSettings settings;
    private static LocalStack stack;
    private static RestTasks tasks;

    @BeforeAll
    static void start() {
        settings = new StackSettings(
                folder,
                new StackSettings.Ports(FreePort.next(), FreePort.next(), FreePort.next(), FreePort.next()),
                Map.of());
        stack = LocalStack.start(settings, _ -> {});
        tasks = new RestTasks(settings.api(), AdminKey.of(folder).text());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /**
     * @param page of the demo site
     * @param shows state of the page at the end
     * @param actions that must have been taken, among others
     */
    record Case(String name, String mode, String page, String task, String shows, List<String> actions) {

        static Case web(String name, String page, String task, String shows, String... actions) {
            return new Case(name, "web", page, task, shows, List.of(actions));
        }

        static Case phone(String name, String page, String task, String shows, String... actions) {
            return new Case(name, "phone", page, task, shows, List.of(actions));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                Case.web(
                        "search and read the count",
                        "search.html",
                        "type \"kettle\" into \"Search\", press Enter, then read \"results\"",
                        "results:kettle:3",
                        "INPUT",
                        "ENTER",
                        "ANSWER"),
                Case.web(
                        "follow a result",
                        "search.html?q=kettle",
                        "click \"Glass kettle\" and read \"Order number\"",
                        "product:Glass kettle",
                        "CLICK",
                        "ANSWER"),
                Case.web(
                        "fill in and send a form",
                        "form.html",
                        "type \"Ada\" into \"Name\", type \"ada@example.org\" into \"Email\", select \"Medium\" from \"Size\", "
                                + "select \"Blue\" from \"Colour\", click \"Send order\" and wait for \"Thank you\"",
                        "sent:Ada:ada@example.org:Medium:Blue",
                        "SELECT"),
                Case.web(
                        "read what a form finds wrong",
                        "form.html",
                        "click \"Send order\", then read \"Please give a name\"",
                        "errors:3",
                        "ANSWER"),
                Case.web(
                        "log in",
                        "login.html",
                        "type \"ada\" into \"Username\", type \"lovelace\" into \"Password\" and click \"Log in\", "
                                + "wait for \"Welcome, Ada\"",
                        "in",
                        "INPUT"),
                Case.web(
                        "be refused",
                        "login.html",
                        "type \"eve\" into \"Username\", type \"it's me\" into \"Password\", press Enter, "
                                + "read \"Wrong username\"",
                        "wrong",
                        "ANSWER"),
                Case.web(
                        "scroll to the end of a long page",
                        "scroll.html",
                        "scroll down until \"Finish reading\", click \"Finish reading\", wait for \"You reached the end\"",
                        "finished",
                        "SCROLL"),
                Case.web(
                        "sort a table",
                        "sort.html",
                        "click \"Population\" and wait for \"Sorted by Population ascending\"",
                        "Population:ascending:Basel",
                        "CLICK"),
                Case.web(
                        "sort a table the other way",
                        "sort.html",
                        "click \"Area\", wait for \"Sorted by Area ascending\", click \"Area\", "
                                + "wait for \"Sorted by Area descending\"",
                        "Area:descending:Bergen",
                        "CLICK"),
                Case.web(
                        "copy and paste",
                        "copy.html",
                        "copy \"N-48213\", then paste into \"Paste here\"",
                        "pasted:N-48213",
                        "SELECT_TEXT",
                        "COPY"),
                Case.web(
                        "open a menu by hovering",
                        "hover.html",
                        "hover over \"Products\", then click \"Lamps\"",
                        "chose:Lamps",
                        "HOVER"),
                Case.web(
                        "wait for a page that changes late",
                        "late.html",
                        "wait for \"Your code\", click \"Continue\" and wait for \"All done\"",
                        "done",
                        "CLICK"),
                Case.web("press a key", "keys.html", "press Escape", "key:Escape", "PRESS"),
                Case.web(
                        "go to an address",
                        "index.html",
                        "open {demo}sort.html, click \"City\", wait for \"Sorted by City ascending\"",
                        "City:ascending:Basel",
                        "OPEN"),
                Case.phone(
                        "swipe through cards",
                        "swipe.html",
                        "swipe left on \"Card 1 of 5\", then swipe left on \"Card 2 of 5\"",
                        "card:3",
                        "SWIPE"),
                Case.phone("tap buttons", "tap.html", "tap \"Like\" and tap \"Follow\"", "likes:1:true", "TAP"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void thePageShowsThatTheTaskIsDone(Case each) throws Exception {
        // Given
        String words = each.task().replace("{demo}", settings.demoSite().toString());

        // When
        String taskId = tasks.submit(
                RestTasks.request(words, each.mode(), settings.demoSite().resolve(each.page())));
        await(words).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> tasks.ended(taskId));

        // Then
        JsonNode task = tasks.task(taskId);
        JsonNode steps = tasks.steps(taskId);
        assertThat(task.path("status").asText())
                .as("task %s with steps %s; log in %s", task, steps, folder)
                .isEqualTo("completed");
        assertThat(pageState()).as("steps %s", steps).isEqualTo(each.shows());
        assertThat(steps.findValuesAsText("action")).containsAll(each.actions());
        assertThat(steps.findValuesAsText("sha256")).as("kept frames").hasSize(steps.size());
    }

    @Test
    void theFirstRequestOfTheReadmeIsCarriedOut() throws Exception {
        // Given
        Matcher example =
                Pattern.compile("(?m)^    curl (?:.*\\\\\n)*.*$").matcher(Files.readString(Path.of("../README.md")));
        assertThat(example.find()).as("the README has a first curl").isTrue();
        String command = example.group()
                .replace("http://127.0.0.1:8080", settings.api().toString())
                .replace("http://127.0.0.1:8090/demo/", settings.demoSite().toString())
                .replace(".neko/", folder + "/");

        // When
        Process curl = new ProcessBuilder("bash", "-c", command).start();
        String taskId =
                RestTasks.JSON.readTree(curl.getInputStream()).path("task_id").asText();
        await().atMost(PATIENCE).until(() -> tasks.ended(taskId));

        // Then
        assertThat(tasks.task(taskId).path("answer").asText()).isEqualTo("3 results for kettle");
        BufferedImage frame = ImageIO.read(new ByteArrayInputStream(tasks.frame(taskId, 1)));
        assertThat(frame.getWidth()).isEqualTo(1_280);
    }

    @Test
    void betweenTakeoverAndResumeOnlyThePersonActs() throws Exception {
        // Given: a task in the middle of pressing keys, each of which the page notes
        String taskId = tasks.submit(RestTasks.request(
                "press Home, press End, press Left, press Right, press Up, press Down, press Home, press End",
                "web",
                settings.demoSite().resolve("keys.html")));
        await("its second step")
                .atMost(PATIENCE)
                .until(() -> tasks.steps(taskId).size() >= 2);
        DevTools page = new DevTools(stack::devTools);
        page.evaluate("window.pressed = []; addEventListener('keydown', event => pressed.push(event.key));"
                + " addEventListener('mousemove', () => pressed.push('mouse'))");

        // When
        tasks.tell(taskId, "takeover");
        await("the agent has stopped")
                .atMost(Duration.ofSeconds(10))
                .until(() -> tasks.task(taskId).path("pause").hasNonNull("yielded_at"));
        int before = page.evaluate("pressed.length").asInt();
        try (NekoRoom person = NekoRoom.connect(
                NekoSettings.of(settings.room(), "a person", "neko").withVideo(Video.NONE))) {
            person.control().take();
            person.input().type("x");
            await("nothing but the person's key")
                    .during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(page.evaluate("pressed.slice(" + before + ").join()")
                                    .asText())
                            .isEqualTo("x"));
            person.control().release();
        }
        tasks.tell(taskId, "resume");

        // Then: it goes on where it stood
        await().atMost(PATIENCE).until(() -> tasks.ended(taskId));
        assertThat(tasks.task(taskId).path("status").asText()).isEqualTo("completed");
        assertThat(tasks.steps(taskId)).hasSize(9);
        assertThat(pageState()).isEqualTo("key:End");
    }

    @Test
    void aTaskThatIsNotUnderstoodSaysWhichWords() throws Exception {
        String taskId = tasks.submit(RestTasks.request(
                "juggle three apples", "web", settings.demoSite().resolve("index.html")));
        await().atMost(PATIENCE).until(() -> tasks.ended(taskId));

        JsonNode failure = tasks.task(taskId).path("failure");
        assertThat(failure.path("code").asText()).isEqualTo("instruction_not_understood");
        assertThat(failure.path("message").asText()).contains("juggle three apples");
    }

    @Test
    void aTargetThatIsNotThereIsNamed() throws Exception {
        String taskId = tasks.submit(RestTasks.request(
                "click \"Zeppelin rides\"", "web", settings.demoSite().resolve("index.html")));
        await().atMost(PATIENCE).until(() -> tasks.ended(taskId));

        JsonNode failure = tasks.task(taskId).path("failure");
        assertThat(failure.path("code").asText()).isEqualTo("target_not_found");
        assertThat(failure.path("message").asText()).contains("Zeppelin rides");
    }

    @Test
    void aTaskFromPythonRunsAfterRecordsThatNobodyCanRead() throws Exception {
        // Given: garbage, a schema nobody knows, and a command that breaks a rule
        Python python = Python.installed();
        String kafka = "127.0.0.1:" + settings.ports().kafka();
        String registry = "http://127.0.0.1:" + settings.ports().registry() + "/apis/ccompat/v7";
        python.run(WRITE_GARBAGE, kafka);
        python.run(SUBMIT_TASK, " ", "--bootstrap", kafka, "--registry", registry);

        // When
        String taskId = python.run(
                        SUBMIT_TASK,
                        "click \"Population\" and wait for \"Sorted by Population\"",
                        "--url",
                        settings.demoSite().resolve("sort.html").toString(),
                        "--bootstrap",
                        kafka,
                        "--registry",
                        registry)
                .strip();

        // Then
        await().atMost(PATIENCE).until(() -> tasks.ended(taskId));
        assertThat(tasks.task(taskId).path("status").asText()).isEqualTo("completed");
        assertThat(pageState()).isEqualTo("Population:ascending:Basel");
        assertThat(python.run(READ_REFUSALS, kafka, registry).lines())
                .containsExactly("UnknownSchemaException", "UnreadableRecordException", "rejected task");
    }

    private static String pageState() {
        return new DevTools(stack::devTools)
                .evaluate("document.body.dataset.state")
                .asText();
    }
}
