package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.InProcess.Ran;
import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Tag;

/// Services that left the manifests.
@org.junit.jupiter.api.Tag("R-18")
class PruneTest {
  private static final int MANY = 20;

  private final Simulator simulator = Simulator.stepped(7);
  private final EcsClient ecs = Clients.ecs(simulator);

  private Ran berth(String verb, List<ManifestFile> files, String... options) {
    var words = new ArrayList<>(List.of(verb, "many"));
    words.addAll(List.of(options));
    return new InProcess(simulator, files).berth(words.toArray(String[]::new));
  }

  private void settled(List<ManifestFile> files) {
    assertThat(berth("apply", files, "-q").code()).isZero();
    simulator.advance(Duration.ofMinutes(5));
  }

  /// The first so many services, pruned or not.
  private static List<ManifestFile> services(int count, String prune) {
    return ManyServices.of(count).stream()
        .map(file ->
            new ManifestFile(
                file.path(),
                file.text().replace("{mode: apply}", "{mode: apply, prune: " + prune + "}")))
        .toList();
  }

  private List<String> names() {
    return ecs.listServices(r -> r.cluster("many").maxResults(100)).serviceArns().stream()
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }

  private int deletions() {
    return simulator.callLog().count("DeleteService");
  }

  @Test
  void without_prune_they_stay_and_are_told_of() {
    settled(services(MANY, "false"));
    var fewer = services(MANY - 2, "false");

    var diff = berth("diff", fewer);
    var status = berth("status", fewer);
    var apply = berth("apply", fewer);

    assertThat(List.of(diff.code(), status.code(), apply.code())).containsExactly(0, 0, 0);
    assertThat(diff.text())
        .contains(
            "2 services are this environment's and in no manifest: service-0018 and service-0019;"
                + " sync.prune is\n  off, so nothing is deleted\n");
    assertThat(status.text()).contains("2 services are this environment's and in no manifest");
    assertThat(names()).hasSize(MANY);
  }

  @Test
  void to_look_for_them_costs_two_calls_and_nothing_where_all_are_wanted() {
    settled(services(MANY, "false"));
    simulator.clearCallLog();
    berth("diff", services(MANY, "false"));
    int all = simulator.callLog().calls().size();
    int listed = simulator.callLog().count("ListServices");
    simulator.clearCallLog();

    berth("diff", services(MANY - 1, "false"));

    assertThat(listed).isZero();
    assertThat(simulator.callLog().calls()).hasSize(all + 2);
  }

  @Test
  void with_prune_they_are_planned_then_deleted_newest_first() {
    settled(services(MANY - 1, "true"));
    settled(services(MANY, "true"));
    var fewer = services(MANY - 2, "true");

    var diff = berth("diff", fewer);
    var apply = berth("apply", fewer);

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.text())
        .containsSubsequence(
            "wave 3\n",
            "  - service/service-0019  delete: no manifest wants it\n",
            "  - service/service-0018  delete: no manifest wants it\n",
            "2 to delete, 19 unchanged; ");
    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(names()).hasSize(MANY - 2);
    assertThat(deletions()).isEqualTo(2);
    assertThat(berth("diff", fewer).code()).isZero();
  }

  @Test
  void a_source_that_lost_30_percent_prunes_nothing_until_that_is_approved() {
    settled(services(MANY, "true"));
    var fewer = services(MANY * 7 / 10, "true");

    var first = berth("apply", fewer);
    int before = deletions();
    var approval = approval(first.text());
    var wrong = berth("apply", fewer, "--approve", "0badc0de");
    int unapproved = deletions();
    var second = berth("apply", fewer, "--approve", approval);

    assertThat(first.code()).isEqualTo(3);
    assertThat(first.text())
        .contains("prune: 6 of 20 services left the manifests, more than 2: none is deleted")
        .contains("berth apply many --approve " + approval)
        .contains("waits for you");
    assertThat(List.of(before, wrong.code(), unapproved)).containsExactly(0, 3, 0);
    assertThat(second.code()).as(second.text()).isZero();
    assertThat(names()).hasSize(MANY * 7 / 10);
    System.out.println("prune: a source that lost 30 % of its services\n" + first.text());
  }

  private static String approval(String text) {
    var found = Pattern.compile("--approve ([0-9a-f]{8})").matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  @Test
  void an_approval_is_for_just_those_deletions() {
    settled(services(MANY, "true"));
    var approval = approval(berth("diff", services(MANY - 5, "true")).text());

    var more = berth("apply", services(MANY - 6, "true"), "--approve", approval);

    assertThat(more.code()).isEqualTo(3);
    assertThat(deletions()).isZero();
  }

  @Test
  void what_was_renamed_goes_when_its_new_name_stands() {
    settled(services(MANY, "true"));
    var renamed =
        services(MANY, "true").stream()
            .map(file ->
                new ManifestFile(
                    file.path(), file.text().replace("{name: service-0003}", "{name: renamed}")))
            .toList();

    var apply = berth("apply", renamed);

    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(names()).hasSize(MANY).contains("renamed").doesNotContain("service-0003");
    var made =
        simulator.callLog().writes().stream()
            .filter(call -> call.operation().equals("CreateService"))
            .filter(call -> call.resource().equals("renamed"))
            .findFirst()
            .orElseThrow();
    var gone =
        simulator.callLog().writes().stream()
            .filter(call -> call.operation().equals("DeleteService"))
            .findFirst()
            .orElseThrow();
    assertThat(Duration.between(made.at(), gone.at())).isGreaterThan(Duration.ofSeconds(29));
  }

  @Test
  void an_environment_that_is_empty_renamed_or_invalid_prunes_nothing() {
    settled(services(3, "true"));
    var empty = services(0, "true");
    var renamed =
        services(1, "true").stream()
            .map(file -> new ManifestFile(file.path().replace("/many.", "/more."), file.text()))
            .map(file ->
                new ManifestFile(
                    file.path(), file.text().replace("{name: many}\nspec", "{name: more}\nspec")))
            .toList();
    var invalid =
        services(1, "true").stream()
            .map(file -> new ManifestFile(file.path(), file.text().replace("cpu: 256", "cpu: 7")))
            .toList();

    var codes =
        Stream.of(empty, renamed, invalid).map(files -> berth("apply", files).code()).toList();

    assertThat(codes).containsExactly(2, 3, 2);
    assertThat(deletions()).isZero();
    assertThat(names()).hasSize(3);
  }

  @Test
  void what_is_not_ours_by_name_and_owner_stays() {
    settled(services(MANY, "true"));
    for (var tags :
        List.of(
            List.of("acme-platform/other", "service/stranger"),
            List.of("acme-platform/many", "service/service-0001"))) {
      ecs.createService(r ->
          r.cluster("many")
              .serviceName("stranger-" + tags.getFirst().length())
              .taskDefinition("service-0001")
              .desiredCount(0)
              .launchType("FARGATE")
              .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1")))
              .tags(tag("berth:owner", tags.getFirst()), tag("berth:key", tags.getLast())));
    }

    var apply = berth("apply", services(MANY, "true"));

    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(names()).hasSize(MANY + 2);
    assertThat(deletions()).isZero();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
