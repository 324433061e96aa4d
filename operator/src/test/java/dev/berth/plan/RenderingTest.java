package dev.berth.plan;

import static dev.berth.plan.Texts.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RenderingTest {
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  private static final java.nio.file.Path GOLDEN = java.nio.file.Path.of("src/test/resources/plan");

  /// Holds a rendering against a file; `-Dberth.write=true` writes the file.
  private static void same(String name, String rendering) throws IOException {
    var file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("berth.write")) Files.writeString(file, rendering);
    assertThat(rendering).isEqualTo(Files.readString(file));
  }

  /// One of each verdict that a pass can come to today.
  private static Plan plan() {
    var api = api("api:2", "debug", "new|`token`", "2 GB");
    var old = api("api:1", "info", "old", "1 GB");
    var broken = Worlds.want("broken", "broken:2", 1);
    var rolling = Worlds.want("rolling", "rolling:1", 2);
    var skip = SpecHash.content(broken.fields()) + "/breaker: exit 1";
    return Planner.plan(
        Worlds.desired(
            api,
            Worlds.want("worker", "worker:2", 1, "api"),
            Worlds.want("temporal", "temporal:1", 1),
            Worlds.want("theirs", "theirs:1", 1),
            Worlds.want("same", "same:1", 1),
            Worlds.want("counted", "counted:1", 2),
            rolling,
            broken),
        Worlds.observed(
            drifted(Worlds.read(Worlds.live(old, 1, "COMPLETED"), old)),
            settledBefore("worker", "worker:1"),
            Worlds.owned(
                settledBefore("theirs", "theirs:0"), new Owner.Foreign(Optional.of("acme/prod"))),
            settledBefore("same", "same:1"),
            Worlds.counted(settledBefore("counted", "counted:1"), 5),
            Worlds.live(rolling, 2, "IN_PROGRESS"),
            Worlds.tagged(settledBefore("broken", "broken:1"), Marks.SKIP, skip)));
  }

  private static LiveService settledBefore(String name, String image) {
    var want = Worlds.want(name, image, name.equals("counted") ? 2 : 1);
    return Worlds.read(Worlds.settled(want), want);
  }

  private static LiveService drifted(LiveService live) {
    var fields =
        live.fields()
            .with("enableExecuteCommand", Value.of(true))
            .with("deploymentConfiguration", fields("{'maximumPercent': 150}"));
    return new LiveService(
        live.key(),
        live.arn(),
        live.owner(),
        live.state(),
        fields,
        live.taskDefinition(),
        live.counts(),
        live.marks(),
        live.deployments(),
        live.definition(),
        live.history(),
        live.stops(),
        live.events());
  }

  private static Wanted api(String image, String level, String token, String memory) {
    var container =
        fields(
            """
            {'name': 'api', 'image': 'registry.example.com/acme/platform/%s%s',
             'environment': [
               {'name': 'LOG_LEVEL', 'value': '%s'}, {'name': 'API_TOKEN', 'value': '%s'}],
             'secrets': [{'name': 'DB', 'valueFrom': 'arn:aws:secretsmanager:eu:1:secret:%s'}]}
            """
                .formatted(image, DIGEST, level, token, level));
    var base = Worlds.want("api", image, 2);
    var definition =
        base.fields()
            .fields("taskDefinition")
            .with("memory", Value.of(memory))
            .with("containerDefinitions", Value.items(containers(container, level)));
    return new Wanted(base.key(), base.fields().with("taskDefinition", definition), wiring());
  }

  private static List<Fields> containers(Fields api, String level) {
    var init =
        fields(
            """
            {'name': 'migrate', 'image': 'm', 'essential': false,
             'environment': [{'name': 'DB_PASSWORD', 'value': 'hunter2'}]}
            """);
    return level.equals("debug") ? List.of(init, api) : List.of(api);
  }

  private static Wiring wiring() {
    var parameters = new TreeMap<Path, String>();
    var api = "taskDefinition.containerDefinitions[api]";
    parameters.put(Path.of(api + ".image"), "imageTag");
    parameters.put(Path.of(api + ".environment[LOG_LEVEL].value"), "logLevel");
    var none = Wiring.NONE;
    return new Wiring(List.of(), List.of(), none.deadline(), List.of(), parameters, none.places());
  }

  @Test
  void a_terminal_shows_waves_consequences_fields_and_causes() throws IOException {
    same("plan.txt", PlanText.of(plan(), Palette.PLAIN));
  }

  @Test
  void a_long_value_is_cut_where_it_is_the_same() {
    assertThat(PlanText.of(plan(), Palette.PLAIN))
        .contains("platform/api:1@sha256:", " → ", "platform/api:2@sha256:");
  }

  @Test
  void no_line_is_wider_than_a_hundred_columns_and_colours_take_no_room() {
    var plain = PlanText.of(plan(), Palette.PLAIN);

    assertThat(plain.lines()).allMatch(line -> line.length() <= 100);
    assertThat(PlanText.of(plan(), Palette.COLOURED).replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(plain);
  }

  @Test
  void a_pull_request_shows_the_same_and_takes_no_value_for_markdown() throws IOException {
    same("plan.md", PlanMarkdown.of(plan()));
  }

  @Test
  void a_program_reads_the_whole_plan() throws IOException {
    same("plan.json", Json.pretty(PlanValue.of(plan())) + "\n");
  }

  @Test
  void what_a_name_calls_secret_is_shown_nowhere() {
    var everything =
        PlanText.of(plan(), Palette.PLAIN) + PlanMarkdown.of(plan()) + PlanValue.of(plan());

    assertThat(everything).doesNotContain("hunter2", "new|`token`").contains("(hidden)");
  }

  @Test
  void control_characters_cannot_reach_a_terminal() {
    assertThat(Words.shown(Value.of("a\u001b[2Jb\n\u202ec"))).isEqualTo("a\\u001b[2Jb\\n\\u202ec");
    assertThat(Words.shown(Value.of(""))).isEqualTo("\"\"");
  }

  @Test
  void a_secret_label_or_log_option_is_covered_by_its_name() {
    var container = "taskDefinition.containerDefinitions[api]";
    var options = Path.of(container + ".logConfiguration.options.splunk-token");

    assertThat(Hidden.in(options, Value.of("abc"))).isEqualTo(Value.of("(hidden)"));
    assertThat(
            Hidden.in(
                Path.of(container),
                fields("{'logConfiguration': {'options': {'splunk-token': 'abc', 'a': 'b'}}}")))
        .isEqualTo(
            fields("{'logConfiguration': {'options': {'splunk-token': '(hidden)', 'a': 'b'}}}"));
    assertThat(Hidden.in(Path.of(container + ".secrets[DB_PASSWORD].valueFrom"), Value.of("arn")))
        .isEqualTo(Value.of("arn"));
  }

  @Test
  void a_plan_without_differences_is_one_line() {
    var same = Worlds.want("same", "same:1", 1);
    var plan = Planner.plan(Worlds.desired(same), Worlds.observed(Worlds.settled(same)));

    assertThat(PlanText.of(plan, Palette.PLAIN)).isEqualTo("1 unchanged; 3 API calls\n");
  }
}
