package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.ecs.Consistency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Reads of the past: by consistency that comes late, and by a fault. See ecs-semantics 6 and 9.7.
class StaleReadsTest {
  private final LateStage stage = new LateStage();

  @Test
  void reads_tell_of_now_or_of_some_time_ago_and_writes_of_now() {
    stage.create("web");
    stage.simulator.advance(Duration.ofMinutes(2));
    stage.only("describes", "4s");
    var before = stage.primary();
    var answer =
        stage.call(
            "UpdateService", "{'cluster': 'c', 'service': 'web', 'forceNewDeployment': true}");
    var after = answer.at("/service/deployments/0/id").asString();

    var seen = new ArrayList<String>();
    for (var i = 0; i < 30; i++) seen.add(stage.primary());

    assertThat(new TreeSet<>(seen)).containsExactlyInAnyOrder(before, after);
    assertThat(seen.subList(seen.indexOf(after), seen.size())).as("and back").contains(before);
    stage.pass(4);
    assertThat(Stream.generate(stage::primary).limit(30)).containsOnly(after);
  }

  @Test
  void a_stale_read_is_a_fault_of_some_calls() {
    stage.create("web");
    stage.simulator.advance(Duration.ofMinutes(2));
    var before = stage.primary();
    stage.simulator.fault(
        LateStage.json(
            "{'kind': 'stale', 'operation': 'DescribeServices', 'resource': 'web', 'nth': 2,"
                + " 'times': 2, 'time': '90s'}"));
    stage.call("UpdateService", "{'cluster': 'c', 'service': 'web', 'forceNewDeployment': true}");
    stage.pass(60);

    var seen = Stream.generate(stage::primary).limit(4).toList();

    assertThat(seen.get(1)).isEqualTo(before).isEqualTo(seen.get(2)).isNotEqualTo(seen.get(0));
    assertThat(seen.get(3)).isEqualTo(seen.get(0));
  }

  @Test
  void a_stale_read_of_before_the_world_began_finds_nothing() {
    stage.simulator.fault(LateStage.json("{'kind': 'stale', 'time': '10s'}"));

    assertThat(stage.ask("ListTaskDefinitions", "{}")).isEqualTo("{\"taskDefinitionArns\":[]}");
  }

  @Test
  void a_stale_write_is_a_write() {
    stage.simulator.fault(LateStage.json("{'kind': 'stale', 'times': 0}"));

    assertThat(stage.create("web")).isEqualTo("web");
    stage.simulator.clearFaults();
    assertThat(stage.service("web")).isPresent();
  }

  @Test
  void the_past_is_what_was_told_then() {
    stage.create("web");
    var told = new ArrayList<String>();
    for (var i = 0; i < 40; i++) {
      told.add(stage.describe());
      stage.pass(5);
      if (i == 10)
        stage.call("UpdateService", "{'cluster': 'c', 'service': 'web', 'desiredCount': 5}");
      if (i == 20)
        stage.simulator.script(LateStage.json("{'match': {}, 'outcome': {'exit': {'code': 3}}}"));
    }

    stage.simulator.fault(LateStage.json("{'kind': 'stale', 'times': 0, 'time': '195s'}"));
    var again = new ArrayList<String>();
    for (var i = 0; i < 39; i++) {
      stage.simulator.advance(Duration.ofSeconds(i == 0 ? 0 : 5));
      again.add(stage.describe());
    }

    assertThat(again).isEqualTo(told.subList(1, 40));
  }

  @Test
  void the_same_seed_is_late_in_the_same_way() {
    assertThat(story(Simulator.stepped(9))).isEqualTo(story(Simulator.stepped(9)));
    assertThat(story(Simulator.stepped(9))).isNotEqualTo(story(Simulator.stepped(10)));
  }

  private static List<Integer> story(Simulator simulator) {
    simulator.become(Consistency.EVENTUAL);
    var lengths = new ArrayList<Integer>();
    for (var i = 0; i < 30; i++) {
      Clients.call(
          simulator,
          "AmazonEC2ContainerServiceV20141113.CreateCluster",
          "{\"clusterName\":\"c" + i + "\"}");
      simulator.advance(Duration.ofSeconds(1));
      lengths.add(
          Clients.call(simulator, "AmazonEC2ContainerServiceV20141113.ListClusters", "{}")
              .text()
              .length());
    }
    return lengths;
  }

  @Test
  void looking_at_a_late_world_does_not_change_it() {
    var mine = new LateStage();
    stage.simulator.become(Consistency.EVENTUAL);
    mine.simulator.become(Consistency.EVENTUAL);
    stage.create("web");
    mine.create("web");
    for (var i = 0; i < 20; i++) {
      stage.describe();
      stage.pass(2);
    }
    mine.pass(40);

    assertThat(stage.simulator.dump()).isEqualTo(mine.simulator.dump());
  }
}
