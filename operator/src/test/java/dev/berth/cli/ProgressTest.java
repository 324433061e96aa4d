package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `apply` prints while it goes on.
class ProgressTest {
  private static final String LINE =
      "       CreateCluster cluster/tracecat-demo failed: the account is being set up";

  @Test
  void what_fails_in_every_pass_is_told_once(@TempDir Path folder) {
    var drill = Drill.tracecat(folder);
    drill.fault(
        """
        {"kind": "error", "operation": "CreateCluster", "code": "ServerException", "times": 0,
         "status": 500, "message": "the account is being set up"}
        """);

    var ran = drill.berth("apply", "--timeout", "20m");

    assertThat(ran.code()).as(ran.text()).isEqualTo(4);
    assertThat(drill.calls("CreateCluster")).isGreaterThan(20);
    assertThat(ran.out().lines().filter(LINE::equals)).hasSize(1);
  }
}
