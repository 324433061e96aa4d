package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.reconcile.Planted.Check;
import dev.berth.reconcile.Planted.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checks are worth what they find: each planted bug, one at a time, must not pass.
@Tag("planted")
@Order(1)
class PlantedTest {
  @TempDir private Path folder;

  @Test
  void every_planted_bug_still_fits_the_code() {
    for (var bug : Planted.all()) {
      assertThat(bug.occurrences()).as(bug.name() + " in " + bug.source()).isEqualTo(1);
    }
  }

  @Test
  void generated_worlds_find_every_bug_that_is_planted_into_berth() {
    var findings = findings(Check.PROPERTIES);
    findings.putAll(findings(Check.JOBS));

    assertThat(missed(findings)).isEmpty();
  }

  /// What the loop is for: gates, one writer, whose is what, a source on a bad day, failures that
  /// are not tried again, restarts that happen once, and reads that are late.
  @Test
  void simulated_lives_find_every_bug_that_is_planted_into_the_loop() {
    assertThat(missed(findings(Check.SIMULATION))).isEmpty();
  }

  /// Tells the others.
  private static List<String> missed(SortedMap<String, Finding> findings) {
    var missed = new ArrayList<String>();
    findings.forEach((bug, finding) -> {
      var words = finding.told().split(" ", 3);
      boolean found = finding.exit() == 1 && words.length == 3 && words[0].matches("\\d+");
      if (!found) missed.add(bug + ": " + finding);
      else System.out.println("planted " + bug + ": after " + words[0] + " seeds: " + words[2]);
    });
    return missed;
  }

  @Test
  void the_demo_fails_without_the_gate_the_hash_or_the_skip() {
    var findings = findings(Check.DEMO);

    findings.forEach((bug, finding) -> System.out.println("planted " + bug + ": " + finding));
    assertThat(findings.keySet())
        .containsExactly("demo-gate-ignored", "demo-hash-unchecked", "demo-skip-ignored");
    assertThat(findings.values())
        .allSatisfy(finding -> {
          assertThat(finding.exit()).isEqualTo(3);
          assertThat(finding.told()).startsWith("not true: ");
        });
  }

  private ConcurrentSkipListMap<String, Finding> findings(Check check) {
    var findings = new ConcurrentSkipListMap<String, Finding>();
    List<Planted> bugs = Planted.all().stream().filter(bug -> bug.check() == check).toList();
    bugs.parallelStream().forEach(bug -> findings.put(bug.name(), bug.run(own(bug))));
    return findings;
  }

  private Path own(Planted bug) {
    try {
      return Files.createDirectory(folder.resolve(bug.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
