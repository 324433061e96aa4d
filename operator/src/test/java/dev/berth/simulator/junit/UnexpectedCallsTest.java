package dev.berth.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// A test that calls what it said it would not has failed.
class UnexpectedCallsTest {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";

  private static final ThreadLocal<Boolean> ASKED = ThreadLocal.withInitial(() -> false);

  /// Only for the tests below, whoever finds them.
  static boolean asked() {
    return ASKED.get();
  }

  @EnabledIf("dev.berth.simulator.junit.UnexpectedCallsTest#asked")
  @WithEcs(expected = {"List*", "DescribeTasks"})
  static class Cases {
    @Test
    void keeps_to_it(Simulator simulator) {
      Clients.call(simulator, ECS + "ListClusters", "{}");
      Clients.call(simulator, ECS + "DescribeTasks", "{}");
    }

    @Test
    void writes(Simulator simulator) {
      Clients.call(simulator, ECS + "ListClusters", "{}");
      Clients.call(simulator, ECS + "CreateCluster", "{\"clusterName\":\"c\"}");
    }

    @Test
    @WithEcs
    void calls_what_is_unknown(Simulator simulator) {
      Clients.call(simulator, ECS + "MakeCoffee", "{}");
    }

    @Test
    @WithEcs(strict = false)
    void calls_what_is_unknown_and_may(Simulator simulator) {
      Clients.call(simulator, ECS + "MakeCoffee", "{}");
    }

    @Test
    void has_failed_before(Simulator simulator) {
      Clients.call(simulator, ECS + "CreateCluster", "{\"clusterName\":\"c\"}");
      throw new AssertionError("of its own");
    }
  }

  @Test
  void it_keeps_to_what_it_expects() {
    assertThat(failure("keeps_to_it")).isEmpty();
    assertThat(failure("calls_what_is_unknown_and_may")).isEmpty();
  }

  @Test
  void an_unexpected_call_is_named() {
    assertThat(failure("writes")).isEqualTo("calls that nobody expected:\n  2. CreateCluster c");
  }

  @Test
  void an_unknown_operation_is_unexpected() {
    assertThat(failure("calls_what_is_unknown"))
        .isEqualTo("calls that nobody expected:\n  1. MakeCoffee  (UnknownOperationException)");
  }

  @Test
  void its_own_failure_comes_first() {
    assertThat(failure("has_failed_before")).isEqualTo("of its own");
  }

  private static String failure(String method) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectMethod(Cases.class, method, Simulator.class))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    var listener = new SummaryGeneratingListener();
    ASKED.set(true);
    LauncherFactory.create().execute(request, listener);
    ASKED.set(false);
    assertThat(listener.getSummary().getTestsStartedCount()).isEqualTo(1);
    var failures = listener.getSummary().getFailures();
    return failures.isEmpty() ? "" : failures.getFirst().getException().getMessage();
  }
}
