package dev.berth.cli;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Palette;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The story in six acts. Every claim is checked against the simulator, not against Berth.
final class Demo {
  private static final String FOLDER = "manifests/tracecat";
  private static final String COMMON = FOLDER + "/common.yaml";
  private static final String CLUSTER = "tracecat-demo";
  private static final List<String> BEHIND_THE_API =
      List.of("tracecat-worker", "tracecat-executor", "tracecat-agent-executor", "tracecat-ui");
  private static final List<String> ALL =
      List.of(
          "temporal",
          "temporal-ui",
          "tracecat-agent-executor",
          "tracecat-api",
          "tracecat-caddy",
          "tracecat-executor",
          "tracecat-ui",
          "tracecat-worker");

  private final Outside outside;
  private final Palette palette;
  private final Stage stage;
  private final List<String> broken = new ArrayList<>();
  private int checked;

  Demo(Outside outside, Sandbox sandbox, Palette palette) {
    this.outside = outside;
    this.palette = palette;
    this.stage = new Stage(outside, sandbox, FOLDER);
  }

  Exit play() {
    tell("An ECS in this process plays " + FOLDER + ", environment demo. Its clock is moved by");
    tell("hand, so nobody waits; the minutes below are its own. Every claim marked ok is checked");
    tell("against that ECS, not against what Berth says.");
    firstRollOut();
    nothingToDo();
    newImage();
    failingMigration();
    fix();
    drift();
    if (broken.isEmpty()) {
      tell("");
      tell(palette.good("The demo is over: all " + checked + " checks passed."));
      tell("Go on with: berth simulator --port 4566 --speed 60");
      tell("and then:   berth apply " + FOLDER + " -e demo --endpoint-url http://127.0.0.1:4566");
      return Exit.DONE;
    }
    tell("");
    broken.forEach(claim -> tell(palette.bad("not true: " + claim)));
    return Exit.HELD;
  }

  private void firstRollOut() {
    act("1", "An empty account: the first roll-out goes in waves, each behind its gates");
    int code = berth("apply");
    check("apply ends with 0", code == 0);
    check("all eight services are stable", ALL.stream().allMatch(this::stable));
    check(
        "nothing that needs the API was created before the API had rolled out",
        BEHIND_THE_API.stream().allMatch(name -> created(name) >= completed("tracecat-api")));
  }

  private void nothingToDo() {
    act("2", "Once more: there is nothing to do, and nothing is written");
    int writes = stage.writes();
    int diff = berth("diff");
    int apply = berth("apply");
    check("diff finds no differences", diff == 0);
    check("apply ends with 0", apply == 0);
    check("not one call changed anything", stage.writes() == writes);
  }

  private void newImage() {
    act("3", "A new image tag: the diff shows what carries it, and apply rolls just that");
    stage.edit(COMMON, "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    int diff = berth("diff");
    int registered = stage.calls("RegisterTaskDefinition");
    int apply = berth("apply");
    check("diff finds differences", diff == 1);
    check("apply ends with 0", apply == 0);
    check(
        "five services carry the tag, so five revisions were registered",
        stage.calls("RegisterTaskDefinition") - registered == 5);
    check("all eight services are stable", ALL.stream().allMatch(this::stable));
  }

  private void failingMigration() {
    act("4", "The next release has a migration that fails: the gate holds everything behind it");
    stage.script(
        """
        {"match": {"container": "TracecatApiMigrationsContainer", "image": "*:1.0.0-beta.11"},
         "outcome": {"exit": {"code": 1, "after": "8s"}}}
        """);
    stage.edit(COMMON, "imageTag: 1.0.0-beta.10", "imageTag: 1.0.0-beta.11");
    var before = revisions();
    int apply = berth("apply");
    check("apply ends with 3", apply == 3);
    check("no service has another revision than before", revisions().equals(before));
    check("the old API tasks still serve", running("tracecat-api") == 2);
    tell("");
    tell("Again, as a pipeline would: what failed is not tried again by itself.");
    tell("");
    int updates = stage.calls("UpdateService");
    int again = berth("apply");
    check("apply ends with 3 again", again == 3);
    check("and has updated nothing", stage.calls("UpdateService") == updates);
  }

  private void fix() {
    act("5", "The fix: a changed manifest needs no retry");
    stage.edit(COMMON, "imageTag: 1.0.0-beta.11", "imageTag: 1.0.0-beta.12");
    check("apply ends with 0", berth("apply") == 0);
    check("all eight services are stable", ALL.stream().allMatch(this::stable));
    check(
        "the API runs the fixed release",
        stage.service(CLUSTER, "tracecat-api").text("taskDefinition").orElse("").endsWith(":4"));
  }

  private void drift() {
    act("6", "Somebody changes things by hand: it shows as drift, and is put right");
    tell("by hand: aws ecs update-service --service tracecat-worker --desired-count 5");
    var request = service("tracecat-worker").with("desiredCount", Value.of(5));
    stage.ecs("UpdateService", request);
    tell("by hand: the executor is put back to its first revision");
    stage.ecs(
        "UpdateService",
        service("tracecat-executor")
            .with("taskDefinition", Value.of("TracecatExecutorTaskDefinition:1")));
    stage.pass(Duration.ofMinutes(10));
    tell("");
    int drifted = berth("diff");
    int apply = berth("apply");
    int settled = berth("diff");
    check("diff found the drift", drifted == 1);
    check("apply ends with 0", apply == 0);
    check("the worker has two tasks again", running("tracecat-worker") == 2);
    check("diff finds no differences any more", settled == 0);
  }

  private int berth(String verb) {
    var colour = palette == Palette.PLAIN ? "never" : "always";
    return stage.berth(colour, verb, FOLDER, "-e", "demo");
  }

  private void act(String number, String title) {
    tell("");
    tell(palette.strong("Act " + number + ". " + title));
    tell("");
  }

  private void check(String claim, boolean held) {
    tell((held ? palette.good("  ok   ") : palette.bad("  NOT  ")) + claim);
    checked++;
    if (!held) broken.add(claim);
  }

  private void tell(String line) {
    outside.out().println(line);
  }

  private boolean stable(String name) {
    var service = stage.service(CLUSTER, name);
    return service.each("deployments").size() == 1
        && service.text("status").filter("ACTIVE"::equals).isPresent()
        && service.whole("runningCount").equals(service.whole("desiredCount"));
  }

  private int running(String name) {
    return stage.service(CLUSTER, name).whole("runningCount").orElse(0);
  }

  private TreeMap<String, String> revisions() {
    var revisions = new TreeMap<String, String>();
    for (var name : ALL) {
      revisions.put(name, stage.service(CLUSTER, name).text("taskDefinition").orElse(""));
    }
    return revisions;
  }

  /// When a service was created, in epoch seconds.
  private double created(String name) {
    return number(stage.service(CLUSTER, name), "createdAt");
  }

  /// When its first roll-out was completed.
  private double completed(String name) {
    return number(stage.service(CLUSTER, name).each("deployments").getFirst(), "updatedAt");
  }

  private static double number(Fields fields, String name) {
    return fields.at(name).orElse(null) instanceof Value.Num(var number) ? number.doubleValue() : 0;
  }

  private static Fields service(String name) {
    return Fields.EMPTY.with("cluster", Value.of(CLUSTER)).with("service", Value.of(name));
  }
}
