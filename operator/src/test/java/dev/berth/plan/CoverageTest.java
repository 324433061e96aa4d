package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class CoverageTest {
  /// Members of the requests that no manifest states as a field of ECS, each with the reason.
  private static final SortedMap<String, String> OUT_OF_SCOPE = new TreeMap<>();

  static {
    OUT_OF_SCOPE.put("clientToken", "the call's own: what makes a repeated creation harmless");
    OUT_OF_SCOPE.put("cluster", "the Environment's");
    OUT_OF_SCOPE.put("forceNewDeployment", "the call's own: a deployment of the same (R-23)");
    OUT_OF_SCOPE.put("service", "the name, metadata.name or spec.serviceName");
    OUT_OF_SCOPE.put("serviceName", "the name, metadata.name or spec.serviceName");
    OUT_OF_SCOPE.put("tags[].key", "the Environment's tags, and Berth's own");
    OUT_OF_SCOPE.put("tags[].value", "the Environment's tags, and Berth's own");
    OUT_OF_SCOPE.put("taskDefinition", "the revision that Berth registers of the definition");
  }

  /// What the API has beside the members: not even read.
  private static final List<String> NOT_MANAGED =
      List.of(
          "task sets: only the EXTERNAL controller has them",
          "the controllers CODE_DEPLOY and EXTERNAL: another tool rolls such a service out",
          "Express Mode: a service of its own that makes the load balancer, too");

  @Test
  void every_leaf_of_the_requests_is_mapped_or_out_of_scope_with_a_reason() {
    var task = unmapped(TaskFields.TABLE, RegisterTaskDefinitionRequest.builder().build());
    var create = unmapped(ServiceFields.ALONE, CreateServiceRequest.builder().build());
    var update = unmapped(ServiceFields.ALONE, UpdateServiceRequest.builder().build());

    var all = new TreeSet<String>();
    Stream.of(task, create, update).forEach(all::addAll);
    System.out.println("coverage: out of scope: " + OUT_OF_SCOPE + "; " + NOT_MANAGED);
    assertThat(all).containsExactlyElementsOf(OUT_OF_SCOPE.keySet());
    assertThat(OUT_OF_SCOPE.size() + NOT_MANAGED.size()).isLessThanOrEqualTo(13);
  }

  @Test
  void a_manifest_cannot_ask_for_a_controller_that_is_out_of_scope() {
    assertThat(ServiceFields.ALONE.row("deploymentController.type").map(FieldRow::range))
        .contains(new FieldRow.Range.OneOf(List.of("ECS")));
  }

  @Test
  void every_row_is_a_member_that_a_request_has() {
    assertThat(strangers(TaskFields.TABLE, RegisterTaskDefinitionRequest.builder().build()))
        .isEmpty();
    assertThat(strangers(ServiceFields.ALONE, CreateServiceRequest.builder().build())).isEmpty();
  }

  @Test
  void every_row_has_the_type_that_the_sdk_has() {
    assertThat(mistaken(TaskFields.TABLE, RegisterTaskDefinitionRequest.builder().build()))
        .isEmpty();
    assertThat(mistaken(ServiceFields.ALONE, CreateServiceRequest.builder().build())).isEmpty();
  }

  private static List<String> mistaken(FieldTable table, SdkPojo request) {
    var shapes = SdkLeaves.shapes(request);
    return shapes.keySet().stream()
        .filter(path -> table.row(path).filter(row -> !row.dropped()).isPresent())
        .filter(path -> !word(table.row(path).orElseThrow()).equals(shapes.get(path)))
        .toList();
  }

  private static String word(FieldRow row) {
    return switch (row.shape()) {
      case FieldRow.Shape.One(var kind) -> kind.name();
      case FieldRow.Shape.Many(_, var kind) -> "list of " + kind;
      case FieldRow.Shape.Names _ -> "map";
      case FieldRow.Shape.Document _ -> "document";
      case FieldRow.Shape.Elements _, FieldRow.Shape.Group _, FieldRow.Shape.Dropped _ -> "";
    };
  }

  private static List<String> unmapped(FieldTable table, SdkPojo request) {
    var leaves = SdkLeaves.of(request);
    var unmapped = leaves.stream().filter(leaf -> !mapped(table, leaf)).toList();
    System.out.printf(
        "coverage: %s: %d mapped and %d out of scope of %d leaves%n",
        request.getClass().getSimpleName(),
        leaves.size() - unmapped.size(),
        unmapped.stream().filter(OUT_OF_SCOPE::containsKey).count(),
        leaves.size());
    return unmapped;
  }

  private static boolean mapped(FieldTable table, String leaf) {
    return table.row(leaf).filter(row -> !row.dropped()).isPresent();
  }

  /// Rows that no leaf, and nothing above a leaf, has.
  private static List<String> strangers(FieldTable table, SdkPojo request) {
    var leaves = SdkLeaves.of(request);
    return table.rows().stream()
        .filter(row -> !row.dropped())
        .map(FieldRow::path)
        .filter(path -> leaves.stream().noneMatch(leaf -> leaf.equals(path) || above(path, leaf)))
        .toList();
  }

  private static boolean above(String path, String leaf) {
    return leaf.startsWith(path + ".") || leaf.startsWith(path + "[]");
  }
}
