package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallBucketsTest {
  private final SteppedTime time = new SteppedTime();
  private final CallBuckets buckets = CallBuckets.of(time, time);

  @ParameterizedTest
  @CsvSource({
    "Ecs, RegisterTaskDefinition, 14, 0.7",
    "Ecs, UpdateService, 35, 3.5",
    "Ecs, DescribeServices, 70, 14",
    "Ecs, TagResource, 14, 7",
    "Ecs, DescribeTaskDefinition, 35, 14",
    "ServiceDiscovery, ListServices, 7, 3.5",
    "ApplicationAutoScaling, DescribeScalableTargets, 7, 3.5",
    "Ssm, GetParameters, 28, 28",
    "Ecs, AnOperationOfTheFuture, 3, 0.7",
  })
  void a_burst_is_free_and_then_the_refill_paces(
      String service, String operation, int burst, double perSecond) {
    for (int i = 0; i < burst; i++) buckets.take(service, operation, Lane.RECONCILE);
    assertThat(time.pauses()).isEmpty();

    var start = time.instant();
    int calls = 200;
    for (int i = 0; i < calls; i++) buckets.take(service, operation, Lane.RECONCILE);

    var took = Duration.between(start, time.instant()).toMillis() / 1000.0;
    assertThat(calls / took).isBetween(perSecond * 0.98, perSecond * 1.02);
  }

  @Test
  void operations_of_one_category_share_its_bucket_and_others_have_their_own() {
    for (int i = 0; i < 35; i++)
      buckets.take("Ecs", i % 2 == 0 ? "CreateService" : "UpdateService", Lane.RECONCILE);

    buckets.take("Ecs", "DescribeServices", Lane.RECONCILE);
    assertThat(time.pauses()).isEmpty();
    buckets.take("Ecs", "DeleteService", Lane.RECONCILE);
    assertThat(time.pauses()).hasSize(1);
  }

  @Test
  void a_bucket_never_holds_more_than_its_burst() {
    time.advance(Duration.ofDays(1));

    for (int i = 0; i < 15; i++) buckets.take("Ecs", "RegisterTaskDefinition", Lane.RECONCILE);

    assertThat(time.pauses()).hasSize(1);
  }

  @Test
  void a_clock_that_is_put_back_gives_and_takes_nothing() {
    for (int i = 0; i < 14; i++) buckets.take("Ecs", "RegisterTaskDefinition", Lane.RECONCILE);
    time.advance(Duration.ofHours(-1));

    buckets.take("Ecs", "RegisterTaskDefinition", Lane.RECONCILE);

    assertThat(time.pauses()).containsExactly(Duration.ofNanos(1_428_571_429));
  }

  @Test
  void an_endpoint_of_ones_own_is_not_paced() {
    var free = CallBuckets.unlimited();

    for (int i = 0; i < 10_000; i++) free.take("Ecs", "RegisterTaskDefinition", Lane.RECONCILE);

    assertThat(time.pauses()).isEmpty();
  }
}
