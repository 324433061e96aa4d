package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers that ECS takes and refuses, at their edges.
class LimitsTest {
  /// Source: ECS developer guide, task size.
  @ParameterizedTest
  @CsvSource({
    "256, 512",
    "256, 1024",
    "256, 2048",
    "512, 1024",
    "512, 4096",
    "1024, 2048",
    "1024, 8192",
    "2048, 4096",
    "2048, 16384",
    "4096, 8192",
    "4096, 30720",
    "8192, 16384",
    "8192, 61440",
    "16384, 32768",
    "16384, 122880",
    "1 vCPU, 3 GB",
    ".25 vCPU, 0.5 GB",
    "1vcpu, 2gb"
  })
  void a_size_of_fargate_is_legal(String cpu, String memory) {
    assertThat(sized(cpu, memory).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "256, 513",
    "256, 1536",
    "256, 3072",
    "512, 512",
    "512, 5120",
    "1024, 1024",
    "1024, 9216",
    "2048, 3072",
    "2048, 17408",
    "4096, 7168",
    "4096, 31744",
    "8192, 17408",
    "8192, 65536",
    "16384, 36864",
    "16384, 131072",
    "128, 512",
    "32768, 61440",
    "0, 512",
  })
  void any_other_is_refused(String cpu, String memory) {
    assertThat(sized(cpu, memory).findings())
        .singleElement()
        .asString()
        .contains(" of Fargate")
        .contains("; use ");
  }

  @Tag("R-15")
  @ParameterizedTest
  @CsvSource({
    "1, 100, 200",
    "1, 0, 100",
    "2, 50, 100",
    "4, 75, 100",
    "10, 100, 110",
    "0, 100, 100"
  })
  void percentages_that_can_move_are_legal(int count, int least, int most) {
    assertThat(rolling(count, least, most).findings()).isEmpty();
  }

  @Tag("R-15")
  @ParameterizedTest
  @CsvSource({
    "1, 100, 100",
    "1, 100, 150",
    "1, 50, 100",
    "2, 60, 100",
    "3, 100, 133",
    "9, 100, 110"
  })
  void percentages_that_can_never_move_are_refused(int count, int least, int most) {
    assertThat(rolling(count, least, most).findings())
        .singleElement()
        .asString()
        .contains("so no roll-out can begin; raise maximumPercent");
  }

  @Tag("R-25")
  @ParameterizedTest
  @CsvSource({"42, 0", "43, 1"})
  void tags_and_berths_own_stay_within_fifty(int count, int findings) {
    var tags = new StringBuilder("  tags:\n");
    for (int i = 0; i < count; i++) tags.append("    t").append(i).append(": x\n");

    assertThat(Folder.of(Folder.ENVIRONMENT + tags, Folder.SERVICE).findings()).hasSize(findings);
  }

  private static Folder sized(String cpu, String memory) {
    var service =
        Folder.SERVICE
            .replace("cpu: 256", "cpu: " + cpu)
            .replace("memory: 512", "memory: " + memory);
    return Folder.of(Folder.ENVIRONMENT, service);
  }

  private static Folder rolling(int count, int least, int most) {
    var rollout =
        """
          desiredCount: %d
          deploymentConfiguration: {minimumHealthyPercent: %d, maximumPercent: %d}
        """;
    return Folder.of(Folder.ENVIRONMENT, Folder.SERVICE + rollout.formatted(count, least, most));
  }
}
