package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Account.End;
import dev.berth.cli.Account.Reset;
import dev.berth.simulator.ecs.Consistency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// An ECS that tells late what was written to it is brought to the same world as one that tells at
/// once: nothing is done twice because it could not be seen yet.
class LateWorldTest {
  private static final String FOLDER = "manifests/tracecat";
  private static final String COMMON = FOLDER + "/common.yaml";
  private static final Duration REST = Duration.ofMinutes(10);

  /// Longer than the time between two passes.
  private static final Consistency SLOW =
      new Consistency(
          Duration.ofSeconds(60),
          Duration.ofSeconds(40),
          Duration.ofSeconds(50),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(2));

  @ParameterizedTest
  @CsvSource({"initContainer, EVENTUAL", "job, EVENTUAL", "initContainer, SLOW", "job, SLOW"})
  void a_late_world_ends_as_a_prompt_one(String migrations, String how) {
    var consistency = how.equals("SLOW") ? SLOW : Consistency.EVENTUAL;
    var prompt = play(migrations, _ -> {});
    var late = play(migrations, account -> account.simulator().become(consistency));

    assertThat(late.exits()).isEqualTo(prompt.exits()).containsOnly(0);
    assertThat(late.made()).isEqualTo(prompt.made());
    assertThat(Likeness.differences(prompt.world(), late.world())).isEmpty();
    System.out.printf(
        "late world: %s: %d calls where a prompt one takes %d, %s%n",
        migrations, late.calls(), prompt.calls(), late.made());
  }

  /// @param made how many there ever were of what must not be made twice
  private record Ended(List<Integer> exits, List<String> made, long calls, List<String> world) {
    static boolean ofJob(JsonNode group) {
      return group.asString().startsWith("family:");
    }
  }

  /// The first roll-out, again, an update, and what nobody needs any more.
  private static Ended play(String migrations, Consumer<Account> late) {
    var files = new StagedFiles(FOLDER);
    files.edit(COMMON, "migrations: initContainer", "migrations: " + migrations);
    var account = new Account(files);
    late.accept(account);
    var first = account.berth(Reset.FAULT, "apply", FOLDER, "-e", "demo");
    var again = account.berth(Reset.FAULT, "apply", FOLDER, "-e", "demo");
    files.edit(COMMON, "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    var update = account.berth(Reset.FAULT, "apply", FOLDER, "-e", "demo");
    account.pass(REST);
    var gc = account.berth(Reset.FAULT, "gc", FOLDER, "-e", "demo", "--yes");
    account.pass(REST);
    var log = account.simulator().callLog();
    var made = new ArrayList<String>();
    made.add("%d revisions".formatted(count(account, "taskDefinitionArn", _ -> true)));
    made.add("%d deployments".formatted(count(account, "serviceDeploymentArn", _ -> true)));
    made.add("%d tasks of jobs".formatted(count(account, "group", Ended::ofJob)));
    var exits = Stream.of(first, again, update, gc).map(LateWorldTest::code).toList();
    return new Ended(exits, made, log.total(), Likeness.of(account.dump()));
  }

  /// How many members of that name there are in the whole world.
  private static long count(Account account, String member, Predicate<JsonNode> matching) {
    return account.dump().findValues(member).stream().filter(matching).count();
  }

  private static int code(End end) {
    return switch (end) {
      case End.Exited(var code, var out) -> {
        if (code != 0) System.out.println(out);
        yield code;
      }
      case End.Died _ -> -1;
    };
  }
}
