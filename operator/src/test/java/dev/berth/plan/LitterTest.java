package dev.berth.plan;

import static dev.berth.plan.Worlds.NOW;
import static dev.berth.plan.Worlds.OWNER;
import static dev.berth.plan.Worlds.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Belongings;
import dev.berth.model.Belongings.Phase;
import dev.berth.model.Belongings.Revision;
import dev.berth.model.Belongings.Task;
import dev.berth.model.EnvironmentSpec.Keeping;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.plan.Litter.Fate;
import dev.berth.plan.Litter.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-19")
@Tag("R-20")
class LitterTest {
  private static final Keeping TWO = new Keeping(2, Duration.ofHours(1), new TreeSet<>());

  private final Wanted migrate =
      new Wanted(new ResourceKey(ResourceKey.Kind.JOB, "migrate"), Fields.EMPTY, Wiring.NONE);

  private static Belongings have(TreeMap<String, List<String>> active, Task... tasks) {
    return have(active, new TreeSet<>(), tasks);
  }

  private static Belongings have(
      TreeMap<String, List<String>> active, TreeSet<String> unseen, Task... tasks) {
    return new Belongings(
        NOW,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(tasks),
        active,
        new TreeMap<>(),
        new TreeSet<>(),
        new TreeMap<>(),
        unseen);
  }

  private static TreeMap<String, List<String>> family(int newest) {
    var families = new TreeMap<String, List<String>>();
    var names = IntStream.rangeClosed(1, newest).mapToObj(n -> "migrate:" + n).toList();
    families.put("migrate", names.reversed());
    return families;
  }

  private static Revision revision(int number, String... tags) {
    var map = new TreeMap<String, String>();
    map.put(Marks.OWNER, OWNER);
    map.put(Marks.KEY, "job/migrate");
    for (int i = 0; i < tags.length; i += 2) map.put(tags[i], tags[i + 1]);
    return new Revision("migrate:" + number, new Marks(map), Optional.empty());
  }

  private static List<String> going(Litter litter) {
    return litter.going().stream().map(Verdict::name).toList();
  }

  @Test
  @Tag("R-16")
  void the_newest_ledger_of_a_declared_job_stays_and_older_ones_go() {
    var have = have(family(6));
    var read =
        List.of(
            revision(6),
            revision(4),
            revision(3, Marks.ATTEMPT, "2.1@1700000000"),
            revision(2, Marks.OUTCOME, "succeeded"),
            revision(1));

    var declared = Litter.of(desired(migrate), have, read, TWO);
    var gone = Litter.of(desired(), have, read, TWO);

    assertThat(Litter.undecided(have, TWO))
        .containsExactly("migrate:1", "migrate:2", "migrate:3", "migrate:4", "migrate:6");
    assertThat(going(declared)).containsExactly("migrate:4", "migrate:2", "migrate:1");
    assertThat(going(gone)).containsExactly("migrate:4", "migrate:3", "migrate:2", "migrate:1");
  }

  @Test
  void what_is_not_ours_or_cannot_be_read_or_may_be_used_unseen_stays() {
    var have = have(family(5));
    var foreign = revision(1, Marks.OWNER, "acme/other");
    var unseen = have(family(5), new TreeSet<>(List.of("schedules")));

    assertThat(going(Litter.of(desired(), have, List.of(foreign, revision(2)), TWO)))
        .containsExactly("migrate:2");
    assertThat(going(Litter.of(desired(), unseen, List.of(revision(2)), TWO))).isEmpty();
  }

  @Test
  void a_task_of_unknown_age_is_not_taken_for_an_old_one() {
    var old = task("family:a", "berth-1", OWNER, "job/gone", 100);
    var ageless =
        new Task(
            old.arn(),
            old.group(),
            old.startedBy(),
            old.marks(),
            old.revision(),
            Instant.EPOCH,
            old.phase());

    assertThat(fate(old)).isInstanceOf(Fate.Goes.class);
    assertThat(fate(ageless)).isEqualTo(new Fate.Stays("tasks of unknown age"));
  }

  private static Task task(String group, String startedBy, String owner, String job, int hours) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.OWNER, owner);
    tags.put(Marks.JOB, job);
    var created = NOW.minus(Duration.ofHours(hours));
    var marks = new Marks(tags);
    return new Task("arn/task/1", group, startedBy, marks, "a:1", created, Phase.WANTED);
  }

  private Fate fate(Task task) {
    return TaskLitter.fate(task, desired(migrate), NOW, Duration.ofHours(1));
  }

  @Test
  void a_task_of_a_service_is_never_touched_whatever_its_tags_say() {
    assertThat(fate(task("service:api", "berth-1", OWNER, "job/gone", 99)))
        .isInstanceOf(Fate.Stays.class);
    assertThat(fate(task("family:a", "ecs-svc/123", OWNER, "job/gone", 99)))
        .isInstanceOf(Fate.Stays.class);
  }

  @Test
  void a_task_goes_without_its_job_or_past_its_deadline_and_only_after_the_grace() {
    assertThat(fate(task("family:a", "berth-1", OWNER, "job/gone", 2)))
        .isEqualTo(new Fate.Goes("their jobs left the manifests", Litter.Way.STOP));
    assertThat(fate(task("family:a", "berth-1", OWNER, "job/gone", 0)))
        .isInstanceOf(Fate.Stays.class);
    assertThat(fate(task("family:a", "berth-1", OWNER, "job/migrate", 1)))
        .isInstanceOf(Fate.Stays.class);
    assertThat(fate(task("family:a", "berth-1", OWNER, "job/migrate", 2)))
        .isInstanceOf(Fate.Goes.class);
    assertThat(fate(task("family:a", "somebody", OWNER, "job/gone", 99)))
        .isInstanceOf(Fate.Stays.class);
    assertThat(fate(task("family:a", "berth-1", "acme/other", "job/gone", 99)))
        .isInstanceOf(Fate.Stays.class);
  }
}
