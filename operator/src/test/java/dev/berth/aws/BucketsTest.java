package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.aws.Spend.Line;
import dev.berth.model.Authority.Role;
import dev.berth.reconcile.EcsFailure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Environments that spend from one bucket, and what each of them spent. Alone, as credentials of
/// the whole process are none of other tests' business.
@Isolated
class BucketsTest {
  private final FakeAws aws = new FakeAws().on("UpdateService", "{}").on("DescribeClusters", "{}");
  private final SteppedTime time = aws.time();
  private final Buckets all = new Buckets(time, time);

  @BeforeAll
  static void sign() {
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
  }

  @AfterAll
  static void unsign() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void environments_of_one_account_and_region_share_their_buckets_and_others_do_not() {
    var one = settings("eu-west-1", Optional.of(role("111122223333", "a"))).sharing(all);
    var two = settings("eu-west-1", Optional.of(role("111122223333", "b"))).sharing(all);
    var far = settings("us-east-1", Optional.of(role("111122223333", "a"))).sharing(all);
    var other = settings("eu-west-1", Optional.of(role("444455556666", "a"))).sharing(all);
    var own = settings("eu-west-1", Optional.empty()).sharing(all);

    assertThat(two.buckets()).isSameAs(one.buckets());
    assertThat(far.buckets()).isNotSameAs(one.buckets());
    assertThat(other.buckets()).isNotSameAs(one.buckets());
    assertThat(own.buckets()).isNotSameAs(one.buckets());
  }

  @Test
  void an_endpoint_of_ones_own_shares_nothing() {
    var settings = FakeAws.settings(time);

    assertThat(settings.sharing(all).buckets()).isSameAs(settings.buckets());
  }

  @Test
  void what_one_spends_the_other_waits_for_and_each_knows_its_own() {
    var one = clients();
    var two = clients();
    for (int i = 0; i < 35; i++) update(one);

    update(two);

    assertThat(one.spend().waited()).isZero();
    assertThat(two.spend())
        .isEqualTo(
            new Spend(
                List.of(
                    new Line(
                        "service modify",
                        "Ecs",
                        "UpdateService",
                        1,
                        Duration.ofNanos(285_714_286),
                        0))));
  }

  @Test
  void a_throttle_of_one_slows_the_other_and_recovers() {
    aws.refuses("UpdateService", "ThrottlingException", "Rate exceeded");
    var one = clients();
    assertThatThrownBy(() -> update(one)).isInstanceOf(EcsFailure.class);
    assertThat(one.spend().throttled()).isEqualTo(1);

    aws.on("UpdateService", "{}");
    var two = clients();
    update(two);
    assertThat(two.spend().waited()).isCloseTo(Duration.ofMillis(568), Duration.ofMillis(2));

    time.advance(Duration.ofMinutes(2));
    update(two);
    assertThat(two.spend().waited()).isCloseTo(Duration.ofMillis(568), Duration.ofMillis(2));
  }

  /// The SDK tells interceptors the names of its own classes.
  @Test
  void the_calls_of_every_client_find_their_bucket() {
    var clients = aws.clients();
    List.<Runnable>of(
            () -> clients.ecs().describeServices(r -> {}),
            () -> clients.cloudMap().listNamespaces(r -> {}),
            () -> clients.scaling().describeScalableTargets(r -> {}),
            () -> clients.parameters().getParameters(r -> {}),
            () -> clients.secrets().describeSecret(r -> {}),
            () -> clients.registry("eu-west-1").describeRepositories(r -> {}),
            () -> clients.tagging().getResources(r -> {}),
            () -> clients.logs().describeLogGroups(r -> {}),
            () -> clients.network().describeSubnets(r -> {}),
            () -> clients.balancing().describeTargetGroups(r -> {}),
            () -> clients.leases().getItem(r -> r.tableName("leases")),
            () -> clients.identity().getCallerIdentity(r -> {}))
        .forEach(call -> assertThatThrownBy(call::run).isInstanceOf(RuntimeException.class));

    assertThat(clients.spend().lines().stream().map(Line::category).sorted())
        .containsExactly(
            "auto scaling",
            "balancing",
            "cloud map",
            "leases",
            "leases",
            "logs",
            "network",
            "parameters",
            "registry",
            "secrets",
            "service read",
            "tagged");
  }

  @Test
  void a_write_goes_in_the_roll_outs_lane_unless_it_collects() {
    assertThat(Lane.RECONCILE.of("UpdateService")).isEqualTo(Lane.ROLLOUT);
    assertThat(Lane.RECONCILE.of("DescribeServices")).isEqualTo(Lane.RECONCILE);
    assertThat(Lane.ROLLOUT.of("DescribeServices")).isEqualTo(Lane.ROLLOUT);
    assertThat(Lane.COLLECT.of("DeregisterTaskDefinition")).isEqualTo(Lane.COLLECT);
  }

  private static Role role(String account, String name) {
    return new Role("arn:aws:iam::" + account + ":role/" + name, Optional.empty(), "berth");
  }

  private AwsSettings settings(String region, Optional<Role> role) {
    return AwsSettings.of(
            Optional.of(URI.create("http://ecs.example.com")),
            Optional.of(region),
            new AwsSettings.Agent("1", "1"),
            time,
            time)
        .as(role);
  }

  private AwsClients clients() {
    return new AwsClients(
        settings("eu-west-1", Optional.empty()).sharing(all).through(new InProcessHttp(aws)));
  }

  private static void update(AwsClients clients) {
    clients.call(() -> clients.ecs().updateService(r -> r.service("web")));
  }
}
