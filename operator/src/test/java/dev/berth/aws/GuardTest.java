package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.Failure;
import dev.berth.model.Failure.Kind;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the lease lets through, just before it is sent.
@Tag("R-27")
class GuardTest {
  private final FakeAws aws =
      new FakeAws()
          .on("DescribeClusters", "{}")
          .on("UpdateService", "{}")
          .on("TagResource", "{}")
          .on("GetItem", "{}")
          .on("PutItem", "{}");
  private final AwsClients clients = aws.clients();
  private final FakeLease lease = new FakeLease();

  private static final class FakeLease implements Lease {
    private final List<String> asked = new ArrayList<>();
    private Optional<String> lost = Optional.empty();

    @Override
    public Optional<String> claim() {
      asked.add("claim");
      return lost;
    }

    @Override
    public Optional<String> lost() {
      asked.add("lost");
      return lost;
    }

    @Override
    public Optional<Duration> beat() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Test
  void with_the_lease_everything_is_sent_and_each_call_sees_to_it() {
    clients.watch().under(lease);

    describe();
    update();

    assertThat(aws.operations()).containsExactly("DescribeClusters", "UpdateService");
    assertThat(lease.asked).containsExactly("lost", "claim", "lost", "claim", "lost");
  }

  @Test
  void without_it_nothing_that_writes_is_sent_or_counted_and_reads_are() {
    clients.watch().under(lease);
    lease.lost = Optional.of("the lease of acme/demo ended");

    describe();
    assertThatThrownBy(this::update)
        .isInstanceOfSatisfying(
            EcsFailure.class,
            e ->
                assertThat(e.failure())
                    .isEqualTo(
                        new Failure(Kind.STOPPED, "Unheld", "the lease of acme/demo ended", "")));

    assertThat(aws.operations()).containsExactly("DescribeClusters");
    assertThat(clients.calls()).isEqualTo(1);
  }

  @Test
  void the_lease_s_own_calls_need_none() {
    clients.watch().under(lease);
    lease.lost = Optional.of("not yet");

    clients.call(() -> clients.leases().putItem(r -> r.tableName("leases")));

    assertThat(aws.operations()).containsExactly("PutItem");
    assertThat(lease.asked).isEmpty();
  }

  @Test
  void what_is_not_known_to_read_writes() {
    for (var read :
        List.of(
            "DescribeServices",
            "ListTasks",
            "GetResources",
            "BatchGetImage",
            "DiscoverInstances",
            "FilterLogEvents",
            "SimulatePrincipalPolicy",
            "BatchCheckLayerAvailability")) {
      assertThat(Effects.writes(read)).as(read).isFalse();
    }
    for (var write :
        List.of(
            "CreateService",
            "RunTask",
            "StopTask",
            "TagResource",
            "PutParameter",
            "ExecuteCommand",
            "AnOperationOfTheFuture")) {
      assertThat(Effects.writes(write)).as(write).isTrue();
    }
  }

  private void describe() {
    clients.call(() -> clients.ecs().describeClusters(r -> r.clusters("c")));
  }

  private void update() {
    clients.call(() -> clients.ecs().updateService(r -> r.service("web")));
  }
}
