package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Marks;
import dev.berth.model.Value.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service that somebody else made becomes ours, and is given back.
@Tag("R-02")
class AdoptionTest {
  private static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme
        cluster: {name: tracecat-demo}
        tags: {team: web}
      """;

  private static final String SERVICE =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: web}
      spec:
        desiredCount: 1
        launchType: FARGATE
        networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
        taskDefinition:
          cpu: 256
          memory: 512
          networkMode: awsvpc
          requiresCompatibilities: [FARGATE]
          containerDefinitions:
            - name: web
              image: web:1
              stopTimeout: 60
              env: {LEVEL: info}
      """;

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void begin() {
    drill = Drill.empty(folder).write("demo.yaml", ENVIRONMENT).write("web.yaml", SERVICE);
    drill.ecs("CreateCluster", "{'clusterName':'tracecat-demo'}");
    made("");
  }

  /// By hand, as the manifest says it, or with something more.
  private void made(String more) {
    drill.ecs(
        "RegisterTaskDefinition",
        """
        {'family':'web','cpu':'256','memory':'512','networkMode':'awsvpc',
         'requiresCompatibilities':['FARGATE'],'containerDefinitions':[%s
          {'name':'web','image':'web:1','stopTimeout':60,
           'environment':[{'name':'LEVEL','value':'info'}]}]}
        """
            .formatted(more));
    if (more.isEmpty()) {
      drill.ecs(
          "CreateService",
          """
          {'cluster':'tracecat-demo','serviceName':'web','taskDefinition':'web','desiredCount':1,
           'launchType':'FARGATE','tags':[{'key':'team','value':'web'}],
           'networkConfiguration':{'awsvpcConfiguration':{'subnets':['subnet-1']}}}
          """);
    } else {
      update("'taskDefinition':'web'");
    }
    drill.advance(Duration.ofMinutes(10));
  }

  private void update(String member) {
    drill.ecs("UpdateService", "{'cluster':'tracecat-demo','service':'web',%s}".formatted(member));
  }

  private Drill.Ran adopt(String... options) {
    return named("adopt", options);
  }

  private Drill.Ran named(String verb, String... options) {
    var words = new ArrayList<>(List.of(verb, "web", folder.toString(), "-e", "demo"));
    words.addAll(List.of(options));
    return drill.run(words);
  }

  /// All that a service is, without what its tags say.
  private Fields bare() {
    return drill.service("web").without("tags");
  }

  @Test
  void what_equals_the_manifest_gets_its_tags_and_nothing_starts() {
    var before = bare();

    var shown = adopt();
    var written = drill.written(() -> assertThat(adopt("--yes").code()).isZero());

    assertThat(shown.code()).isEqualTo(1);
    assertThat(shown.out())
        .isEqualTo(
            """
              ? service/web  adopt: tags only

            Nothing was written. To make it acme/demo's:
              berth adopt web manifests -e demo --yes
            """);
    assertThat(written).containsExactly("TagResource web");
    assertThat(bare()).isEqualTo(before);
    assertThat(drill.tags("web"))
        .containsKeys(Marks.OWNER, Marks.KEY, Marks.APPLIED, Marks.SETTINGS);
    int read = drill.calls("DescribeTaskDefinition");
    assertThat(drill.berth("diff").code()).isZero();
    assertThat(drill.calls("DescribeTaskDefinition")).as("the tags vouch for it").isEqualTo(read);
    assertThat(adopt("--yes").out()).isEqualTo("web is ours already\n");
  }

  @Test
  void what_would_disappear_is_listed_and_must_be_asked_for() {
    made("{'name':'sidecar','image':'proxy:1','environment':[{'name':'A_TOKEN','value':'x'}]},");
    var before = bare();

    var shown = adopt();
    var refused = adopt("--yes");
    var held = drill.edit("web.yaml", "spec:\n", "spec:\n  adopt: true\n").berth("apply");

    assertThat(shown.code()).isEqualTo(1);
    assertThat(shown.out())
        .contains("taskDefinition.containerDefinitions[sidecar]")
        .contains("\n  - taskDefinition.containerDefinitions[sidecar]\n")
        .endsWith("  berth adopt web manifests -e demo --replace --yes\n");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("say --replace");
    assertThat(held.code()).isEqualTo(3);
    assertThat(held.out()).contains("berth adopt web manifests -e demo --replace");
    assertThat(drill.service("web"))
        .isEqualTo(before.with("tags", drill.service("web").at("tags").orElseThrow()));
    assertThat(drill.tags("web")).doesNotContainKey(Marks.OWNER);

    assertThat(adopt("--replace", "--yes").code()).isZero();
    assertThat(bare()).isEqualTo(before);
    assertThat(drill.berth("diff").code()).isEqualTo(1);
    assertThat(drill.berth("apply").code()).isZero();
    assertThat(drill.revision("web")).isEqualTo("web:3");
  }

  @Test
  void a_manifest_may_ask_and_apply_adopts_then_goes_on() {
    drill
        .edit("web.yaml", "spec:\n", "spec:\n  adopt: replace\n")
        .edit("web.yaml", "web:1", "web:2");

    var diff = drill.berth("diff");
    var applied = drill.berth("apply");

    assertThat(diff.out()).contains("? service/web  adopt: tags only, then: new deployment");
    assertThat(diff.out())
        .contains("taskDefinition.containerDefinitions[web].image: web:1 → web:2");
    assertThat(applied.code()).as(applied.text()).isZero();
    assertThat(drill.tags("web")).containsEntry(Marks.OWNER, "acme/demo");
    assertThat(drill.revision("web")).isEqualTo("web:2");
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  void anothers_is_given_back_there_before_it_is_adopted_here() {
    drill.tag("web", Marks.OWNER, "acme/other");

    var ran = adopt("--replace", "--yes");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            "berth: web belongs to acme/other; give it back there first: berth orphan web\n");
    assertThat(drill.tags("web")).containsEntry(Marks.OWNER, "acme/other");
  }

  @Test
  void nobody_takes_over_in_the_middle_of_a_roll_out() {
    drill.script("{\"match\": {\"container\": \"web\"}, \"outcome\": {\"slowStart\": \"10m\"}}");
    update("'forceNewDeployment':true");
    drill.advance(Duration.ofMinutes(1));

    var ran = adopt("--yes");
    var diff = drill.edit("web.yaml", "spec:\n", "spec:\n  adopt: true\n").berth("diff");
    var applied = drill.berth("apply");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("web is rolling out");
    assertThat(diff.out()).contains("waits for web, which is rolling out");
    assertThat(applied.code()).as(applied.text()).isZero();
    assertThat(drill.tags("web")).containsEntry(Marks.OWNER, "acme/demo");
  }

  @Test
  void what_lost_its_tags_gets_them_back_by_name() {
    adopt("--yes");
    drill.edit("web.yaml", "LEVEL: info", "LEVEL: debug").berth("apply");
    drill.untag("web", Marks.OWNER, Marks.KEY, Marks.APPLIED);
    assertThat(drill.berth("apply").out()).contains("berth adopt web manifests -e demo");

    assertThat(adopt("--yes").code()).isZero();

    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  void an_orphan_runs_on_and_is_somebody_elses() {
    adopt("--yes");
    drill.edit("web.yaml", "LEVEL: info", "LEVEL: debug").berth("apply");
    var before = bare();

    var shown = named("orphan");
    var ran = named("orphan", "--yes");

    assertThat(shown.code()).isEqualTo(1);
    assertThat(shown.out())
        .contains("web loses  berth:applied, ", "berth:key", "web:2 loses the same");
    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(bare()).isEqualTo(before);
    assertThat(drill.tags("web")).containsOnlyKeys("team");
    assertThat(drill.berth("diff").out()).contains("not ours, its owner is nobody");
    assertThat(drill.written(() -> assertThat(drill.berth("apply").code()).isEqualTo(3))).isEmpty();
    assertThat(named("orphan", "--yes").err()).isEqualTo("berth: web is nobody's already\n");
    assertThat(adopt("--yes").code()).isZero();
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  void what_scales_it_is_given_back_with_it() {
    adopt("--yes");
    drill
        .edit("web.yaml", "  desiredCount: 1\n", "  scaling: {minCapacity: 1, maxCapacity: 3}\n")
        .berth("apply");

    var ran = named("orphan", "--yes");
    var written = drill.written(() -> drill.berth("apply"));

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(ran.out()).contains("its scalable target loses the same");
    assertThat(written).isEmpty();
    assertThat(drill.berth("diff").out()).contains("not ours, its owner is nobody");
  }

  @Test
  void whatever_left_the_manifests_can_be_given_back() {
    adopt("--yes");
    drill.edit("web.yaml", "{name: web}", "{name: other}");

    assertThat(named("orphan", "--yes").code()).isZero();

    assertThat(drill.tags("web")).containsOnlyKeys("team");
  }

  /// Whichever call is its last, the next command does the rest.
  @Test
  void one_that_is_stopped_while_giving_back_leaves_the_rest_to_the_next() {
    var halves = new ArrayList<String>();
    for (int last = 1; halves.size() < last; last++) {
      adopt("--yes");
      drill.edit("web.yaml", "web:" + last, "web:" + (last + 1)).berth("apply");
      var cut = stopped(last);
      halves.add(cut.code() + " " + drill.tags("web").containsKey(Marks.OWNER));
      if (cut.code() == 0) break;

      assertThat(named("orphan", "--yes").code()).isZero();
      assertThat(drill.tags("web")).containsOnlyKeys("team");
      assertThat(drill.berth("diff").out()).contains("not ours, its owner is nobody");
    }

    System.out.println("giving back, stopped after each call: " + halves);
    assertThat(halves).contains("5 true").last().isEqualTo("0 false");
  }

  private Drill.Ran stopped(int last) {
    var calls = new AtomicInteger();
    drill.watch(() -> {
      if (calls.incrementAndGet() == last) drill.signal("stopped");
    });
    var ran = named("orphan", "--yes");
    drill.unwatch();
    drill.noSignal();
    return ran;
  }
}
