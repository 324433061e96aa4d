package dev.berth.plan;

import static dev.berth.plan.Texts.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Live.Counts;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.State;
import dev.berth.model.Owner;
import dev.berth.model.Value;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SpecHashTest {
  private static final LiveService API = Worlds.settled(Worlds.want("api", "api:1", 2));

  /// Tags of clusters out there hold these. Where one changes, raise [SpecHash#VERSION].
  @Test
  @Tag("R-05")
  void a_hash_stays_what_it_was() {
    var want =
        fields(
            """
            {'desiredCount': 2, 'enableExecuteCommand': true,
             'deploymentConfiguration': {'maximumPercent': 150},
             'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['b', 'a']}},
             'taskDefinition': {'family': 'api', 'cpu': '1 vCPU', 'memory': '2 GB',
               'containerDefinitions': [{'name': 'api', 'image': 'api:1',
                 'environment': [{'name': 'B', 'value': '2'}, {'name': 'A', 'value': '1'}]}]}}
            """);

    assertThat(SpecHash.content(want)).isEqualTo("1-3e4396619ea9fa9e");
    assertThat(SpecHash.settings(want)).isEqualTo("1-f0cafd1310727b0e");
  }

  @Test
  void a_fingerprint_moves_with_what_a_call_counts_on() {
    var before = Fingerprint.of(API);

    assertThat(Fingerprint.of(Worlds.owned(API, new Owner.Lost()))).isNotEqualTo(before);
    assertThat(Fingerprint.of(with(State.DRAINING, API.counts(), "enableExecuteCommand", false)))
        .isNotEqualTo(before);
    assertThat(Fingerprint.of(with(State.ACTIVE, API.counts(), "enableExecuteCommand", true)))
        .isNotEqualTo(before);
    assertThat(
            Fingerprint.of(
                Worlds.deployed(
                    API, Worlds.deployment("ecs-svc/9", "PRIMARY", "api", 1, "COMPLETED"))))
        .isNotEqualTo(before);
  }

  @Test
  void a_fingerprint_stays_while_counts_and_marks_move_and_defaults_appear() {
    var before = Fingerprint.of(API);

    assertThat(Fingerprint.of(Worlds.counted(API, 7))).isEqualTo(before);
    assertThat(Fingerprint.of(Worlds.tagged(API, "berth:skip", "x/y"))).isEqualTo(before);
    assertThat(
            Fingerprint.of(with(State.ACTIVE, new Counts(2, 0, 2), "enableExecuteCommand", false)))
        .isEqualTo(before);
    assertThat(Fingerprint.of(API.with(Optional.empty()))).isEqualTo(before);
  }

  private static LiveService with(State state, Counts counts, String member, boolean on) {
    return new LiveService(
        API.key(),
        API.arn(),
        API.owner(),
        state,
        API.fields().with(member, Value.of(on)),
        API.taskDefinition(),
        counts,
        API.marks(),
        API.deployments(),
        API.definition(),
        API.history(),
        API.stops(),
        API.events());
  }
}
