package dev.berth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.reconcile.Coverage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Whole lives of the operator; see [Rules], [Ears] and [Ends] for what must hold.
/// `-Dberth.seeds=N` says how many, half as many where it is less than in the nightly run;
/// [SimulationMain] replays one.
@Order(2)
class SimulationTest {
  private static final Path FAILED = Path.of("src/test/resources/chaos/seeds.txt");
  private static final int USUAL = 500;
  private static final int NIGHTLY = 10_000;
  private static final int LEAST = 10;
  private static final int TOLD = 20;

  @Test
  void every_life_keeps_the_rules_and_comes_to_rest() {
    var told = new ArrayList<>(once().stream().parallel().map(Story::of).toList());
    assertThat(told).filteredOn(life -> life.broken().isPresent()).map(this::line).isEmpty();
    long asked = Long.getLong("berth.seeds", 2L * USUAL);
    long seeds = asked < NIGHTLY ? asked / 2 : asked;
    told.addAll(
        LongStream.rangeClosed(1, seeds).parallel().mapToObj(SimulationTest::lived).toList());

    var coverage = new Coverage();
    told.forEach(life -> coverage.add(life.coverage()));
    System.out.println("simulation: " + told.size() + " lives" + figures(told) + "\n" + coverage);
    assertThat(told).filteredOn(life -> life.broken().isPresent()).map(this::line).isEmpty();
    if (seeds >= USUAL) assertThat(rare(coverage)).isEmpty();
  }

  @Test
  void a_seed_tells_the_same_tale_again() {
    for (long seed : List.of(3L, 17L, 42L)) {
      assertThat(Story.of(seed).hash()).isEqualTo(Story.of(seed).hash());
    }
  }

  /// Tells of one that broke a rule at once: ten thousand take long.
  private static Story.Told lived(long seed) {
    var told = Story.of(seed);
    told.broken().ifPresent(rule -> System.out.println("broken: seed " + seed + ": " + rule));
    return told;
  }

  /// Seeds that broke a rule once.
  private static List<Long> once() {
    try {
      return Files.readAllLines(FAILED).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Long.parseLong(line.split(" ")[0]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(Story.Told told) {
    told.last().stream().skip(Math.max(0, told.last().size() - TOLD)).forEach(System.out::println);
    var words = "seed %d: %s; again: .ci/main dev.berth.chaos.SimulationMain %d";
    return words.formatted(told.seed(), told.broken().orElse(""), told.seed());
  }

  private static String figures(List<Story.Told> told) {
    var passes = new ArrayList<Integer>();
    told.forEach(life -> passes.addAll(life.passes()));
    passes.sort(Integer::compare);
    var calls = told.stream().mapToInt(Story.Told::calls).summaryStatistics();
    var faults = told.stream().mapToInt(Story.Told::faults).summaryStatistics();
    var spread = new TreeMap<String, Integer>();
    for (int percent : List.of(50, 90, 99, 100)) {
      int at = Math.max(0, passes.size() * percent / 100 - 1);
      spread.put("%3d %%".formatted(percent), passes.isEmpty() ? 0 : passes.get(at));
    }
    return ", calls %d to %d, %.0f on average, faults %d to %d; passes to rest, of %d allowed: %s"
        .formatted(
            calls.getMin(),
            calls.getMax(),
            calls.getAverage(),
            faults.getMin(),
            faults.getMax(),
            Story.BOUND,
            spread);
  }

  private static List<String> rare(Coverage coverage) {
    var rare = new ArrayList<String>();
    rare.addAll(coverage.rare("Fault", names(Weather.Fate.values()), LEAST));
    rare.addAll(coverage.rare("Commit", names(Push.Kind.values()), LEAST));
    rare.addAll(coverage.rare("Crash", List.of("a", "b"), LEAST));
    rare.addAll(coverage.rare("Hung", List.of("READ", "WRITE"), LEAST));
    rare.removeIf(line -> line.startsWith("Fault NONE"));
    return rare;
  }

  private static List<String> names(Enum<?>[] values) {
    return java.util.Arrays.stream(values).map(Enum::name).toList();
  }
}
