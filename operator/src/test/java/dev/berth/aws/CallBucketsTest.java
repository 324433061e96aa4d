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
    "ECS, RegisterTaskDefinition, 14, 0.7",
    "ECS, UpdateService, 35, 3.5",
    "ECS, DescribeServices, 70, 14",
    "ECS, TagResource, 14, 7",
    "ECS, DescribeTaskDefinition, 35, 14",
    "ServiceDiscovery, ListServices, 7, 3.5",
    "Application Auto Scaling, DescribeScalableTargets, 7, 3.5",
    "SSM, GetParameters, 28, 28",
    "ECS, AnOperationOfTheFuture, 3, 0.7",
  })
  void a_burst_is_free_and_then_the_refill_paces(
      String service, String operation, int burst, double perSecond) {
    for (int i = 0; i < burst; i++) buckets.take(service, operation);
    assertThat(time.pauses()).isEmpty();

    var start = time.instant();
    int calls = 200;
    for (int i = 0; i < calls; i++) buckets.take(service, operation);

    var took = Duration.between(start, time.instant()).toMillis() / 1000.0;
    assertThat(calls / took).isBetween(perSecond * 0.98, perSecond * 1.02);
  }

  @Test
  void operations_of_one_category_share_its_bucket_and_others_have_their_own() {
    for (int i = 0; i < 35; i++)
      buckets.take("ECS", i % 2 == 0 ? "CreateService" : "UpdateService");

    buckets.take("ECS", "DescribeServices");
    assertThat(time.pauses()).isEmpty();
    buckets.take("ECS", "DeleteService");
    assertThat(time.pauses()).hasSize(1);
  }

  @Test
  void a_bucket_never_holds_more_than_its_burst() {
    time.advance(Duration.ofDays(1));

    for (int i = 0; i < 15; i++) buckets.take("ECS", "RegisterTaskDefinition");

    assertThat(time.pauses()).hasSize(1);
  }

  @Test
  void a_clock_that_is_put_back_gives_and_takes_nothing() {
    for (int i = 0; i < 14; i++) buckets.take("ECS", "RegisterTaskDefinition");
    time.advance(Duration.ofHours(-1));

    buckets.take("ECS", "RegisterTaskDefinition");

    assertThat(time.pauses()).containsExactly(Duration.ofNanos(1_428_571_429));
  }

  @Test
  void an_endpoint_of_ones_own_is_not_paced() {
    var free = CallBuckets.unlimited();

    for (int i = 0; i < 10_000; i++) free.take("ECS", "RegisterTaskDefinition");

    assertThat(time.pauses()).isEmpty();
  }
}
