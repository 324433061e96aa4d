package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Account.End;
import dev.berth.cli.Account.Reset;
import dev.berth.cli.Account.Step;
import dev.berth.cli.Account.Tape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Berth may die before and after every API call: the next process ends in the same world.
///
/// A process that dies has done to the account what its calls so far did, and nothing else, so that
/// deaths which leave the same writes behind are one case for the next process. Every case is
/// played; that processes really leave those worlds is shown by killing one inside of each write
/// and of every tenth read (in the nightly run: of every call).
@Tag("R-06")
@Tag("R-11")
@TestInstance(Lifecycle.PER_CLASS)
@Order(6)
class CrashSweepTest {
  private static final String FOLDER = "manifests/tracecat";
  private static final String COMMON = FOLDER + "/common.yaml";
  private static final String[] APPLY = {"apply", FOLDER, "-e", "demo"};

  /// For draining tasks and roll-backs, until nothing moves by itself.
  private static final Duration REST = Duration.ofMinutes(10);

  private static final boolean NIGHTLY = Integer.getInteger("berth.seeds", 1000) >= 10_000;

  /// Of the reads, those that a process is killed in, or loses.
  private static final int EVERY = NIGHTLY ? 1 : 10;

  /// How long there is no Berth; the longest one is longer than a roll-out's deadline.
  private static final List<Duration> GAPS =
      Stream.of(0, 20, 75, 1500)
          .filter(seconds -> NIGHTLY || seconds == 0 || seconds == 1500)
          .map(Duration::ofSeconds)
          .toList();

  private List<Story> stories = List.of();

  /// @param before what was done to the account before the story begins
  /// @param tape what the uncut process does
  /// @param exit of the uncut process
  /// @param runs of tasks that ECS was asked for and started, by its log
  /// @param world in the end
  private record Story(
      String name,
      StagedFiles files,
      List<Step> before,
      Tape tape,
      int exit,
      long runs,
      List<String> world) {
    Account account(int steps) {
      var account = new Account(files);
      account.replay(before);
      account.emptyTape();
      account.replay(tape.steps().subList(0, steps));
      return account;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  void play() {
    var first = story("first roll-out", new StagedFiles(FOLDER), List.of());
    var settled = new ArrayList<>(first.tape().steps());
    settled.add(new Step.Passed(REST));
    var upgrade = story("upgrade", tagged("1.0.0-beta.10"), settled);
    var broken = new ArrayList<Step>(settled);
    broken.add(
        new Step.Scripted(
            """
            {"match": {"container": "TracecatApiMigrationsContainer", "image": "*:1.0.0-beta.11"},
             "outcome": {"exit": {"code": 1, "after": "8s"}}}
            """));
    var failure = story("failed migration", tagged("1.0.0-beta.11"), broken);
    stories = List.of(first, upgrade, failure, job(), failedJob());
    Likeness.exceptions().forEach(line -> System.out.println("crash sweep: " + line));
  }

  private static Story job() {
    return story("first roll-out with a job", withJob("1.0.0-beta.9"), List.of());
  }

  private static Story failedJob() {
    var before = new ArrayList<>(job().tape().steps());
    before.add(new Step.Passed(REST));
    before.add(
        new Step.Scripted(
            """
            {"match": {"container": "TracecatMigrationsContainer", "image": "*:1.0.0-beta.11"},
             "outcome": {"exit": {"code": 1, "after": "8s"}}}
            """));
    return story("failed job", withJob("1.0.0-beta.11"), before);
  }

  private static StagedFiles withJob(String tag) {
    var files = tagged(tag);
    files.edit(COMMON, "migrations: initContainer", "migrations: job");
    return files;
  }

  List<Story> stories() {
    return stories;
  }

  private static StagedFiles tagged(String tag) {
    var files = new StagedFiles(FOLDER);
    files.edit(COMMON, "imageTag: 1.0.0-beta.9", "imageTag: " + tag);
    return files;
  }

  private static Story story(String name, StagedFiles files, List<Step> before) {
    var account = new Account(files);
    account.replay(before);
    account.emptyTape();
    var end = account.berth(Reset.DEATH, APPLY);
    var tape = account.tape();
    int exit = end instanceof End.Exited(var code, _) ? code : -1;
    account.pass(REST);
    var world = Likeness.of(account.dump());
    return new Story(name, files, before, tape, exit, runs(account), world);
  }

  /// A lost answer is an error in the log, and its task is found and not asked for again.
  private static long runs(Account account) {
    return account.simulator().callLog().calls().stream()
        .filter(call -> call.operation().equals("RunTask") && call.error().isEmpty())
        .count();
  }

  @Test
  void the_stories_end_as_they_should() {
    assertThat(stories).extracting(Story::exit).containsExactly(0, 0, 3, 0, 3);
    assertThat(stories).extracting(Story::runs).containsExactly(0L, 0L, 0L, 1L, 2L);
    assertThat(stories).allSatisfy(story -> assertThat(story.tape().calls()).isGreaterThan(50));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_process_that_settled_or_is_held_leaves_nothing_to_write(Story story) {
    var account = story.account(story.tape().steps().size());
    account.emptyTape();

    account.berth(Reset.DEATH, APPLY);

    assertThat(account.tape().steps()).noneMatch(Step.Wrote.class::isInstance);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void after_a_death_at_any_call_the_next_process_ends_in_the_same_world(Story story) {
    var cuts = new TreeMap<Integer, Integer>();
    for (int n = 0; n < story.tape().calls(); n++) {
      cuts.merge(story.tape().cutBefore(n), 1, Integer::sum);
      cuts.merge(story.tape().cutAfter(n), 1, Integer::sum);
    }
    var wrong = new ArrayList<String>();
    for (int steps : cuts.keySet()) {
      for (var gap : GAPS) {
        var account = story.account(steps);
        account.pass(gap);
        wrong.addAll(end(story, account, "dead after step " + steps + " for " + gap));
      }
    }

    System.out.printf(
        "crash sweep: %s: %d calls, %d cuts leave %d worlds, %d processes went on from them%n",
        story, story.tape().calls(), sum(cuts), cuts.size(), cuts.size() * GAPS.size());
    assertThat(wrong).isEmpty();
  }

  /// The next process, held against the uncut one.
  private static List<String> end(Story story, Account account, String what) {
    var end = account.berth(Reset.FAULT, APPLY);
    account.pass(REST);
    var differences = new ArrayList<String>();
    if (!(end instanceof End.Exited(var code, _)) || code != story.exit()) {
      differences.add("ended as " + end);
    }
    if (runs(account) > story.runs()) differences.add("RunTask was asked for once more");
    differences.addAll(Likeness.differences(story.world(), Likeness.of(account.dump())));
    return differences.stream().limit(20).map(line -> what + ": " + line).toList();
  }

  private static int sum(TreeMap<Integer, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_process_that_dies_leaves_what_its_calls_did(Story story) {
    int deaths = 0;
    for (int n : chosen(story.tape())) {
      var before = story.account(0);
      before.simulator().cutBefore(before.simulator().callLog().total() + n + 1);
      assertDied(before, story.account(story.tape().cutBefore(n)));
      var after = story.account(0);
      after.simulator().cutAfter(after.simulator().callLog().total() + n + 1);
      assertDied(after, story.account(story.tape().cutAfter(n)));
      deaths += 2;
    }

    System.out.printf("crash sweep: %s: killed inside of a call: %d%n", story, deaths);
  }

  private static void assertDied(Account account, Account left) {
    assertThat(account.berth(Reset.DEATH, APPLY)).isEqualTo(new End.Died());
    assertThat(account.dump()).isEqualTo(left.dump());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_process_that_lost_an_answer_or_a_call_asks_again(Story story) {
    var wrong = new ArrayList<String>();
    int lost = 0;
    for (int n : chosen(story.tape())) {
      for (var when : List.of("before", "after")) {
        var account = story.account(0);
        account.lose(n, when);
        wrong.addAll(end(story, account, "lost " + when + " call " + n));
        lost++;
      }
    }

    System.out.printf("crash sweep: %s: connections lost and survived: %d%n", story, lost);
    assertThat(wrong).isEmpty();
  }

  /// Every write, and every tenth (in the nightly run: each) of the reads.
  private static TreeSet<Integer> chosen(Tape tape) {
    var calls = new TreeSet<Integer>();
    for (int n = 0; n < tape.calls(); n++) {
      if (n % EVERY == 0 || tape.cutAfter(n) > tape.cutBefore(n)) calls.add(n);
    }
    return calls;
  }
}
