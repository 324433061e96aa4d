package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketsCostTest {
  /// 40 registrations of task definitions: 14 at once, then 7 in 10 seconds; and one roll-out.
  @Test
  void a_roll_out_under_aws_s_quotas_is_not_throttled_and_waits_little_more_than_it_must() {
    var alone = BucketsBench.measure(1);
    var run = BucketsBench.measure(40);

    double least = 26 / 0.7 + alone.whole().toSeconds();
    assertThat(run.throttled()).isZero();
    assertThat(run.whole().toSeconds() / least).isLessThan(1.15);
    assertThat(run.text()).containsPattern("calls, \\d+s waited to spare AWS's request quotas");
  }
}
