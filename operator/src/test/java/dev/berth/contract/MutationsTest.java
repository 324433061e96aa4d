package dev.berth.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.reconcile.Planted;
import dev.berth.reconcile.Planted.Check;
import dev.berth.reconcile.Planted.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract is worth what it finds: each bug that is planted into the simulator, one at a time,
/// breaks a check.
@Tag("planted")
@Order(5)
class MutationsTest {
  private static final int LEAST = 20;

  @TempDir private Path folder;

  @Test
  void the_contract_finds_every_bug_that_is_planted_into_the_simulator() {
    List<Planted> bugs =
        Planted.all().stream().filter(bug -> bug.check() == Check.CONTRACT).toList();
    var findings = new ConcurrentSkipListMap<String, Finding>();

    bugs.parallelStream().forEach(bug -> findings.put(bug.name(), bug.run(own(bug))));

    findings.forEach(
        (bug, finding) -> System.out.println("planted " + bug + ": " + finding.told()));
    assertThat(findings).hasSizeGreaterThan(LEAST);
    assertThat(findings)
        .allSatisfy((bug, finding) -> {
          assertThat(finding.exit()).as(bug).isEqualTo(1);
          assertThat(finding.told()).as(bug).matches("[A-Z]\\w+/\\w+: .+: wanted .*, got .*");
        });
  }

  private Path own(Planted bug) {
    try {
      return Files.createDirectory(folder.resolve(bug.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
