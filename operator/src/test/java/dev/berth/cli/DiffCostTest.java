package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Simulator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffCostTest {
  @ParameterizedTest
  @ValueSource(ints = {100, 1000})
  void a_cold_diff_over_a_settled_world_reads_no_task_definition_and_few_pages(int services) {
    var simulator = Simulator.stepped(7);
    var many = new InProcess(simulator, ManyServices.of(services));
    assertThat(many.berth("apply", "many", "-q").code()).isZero();
    simulator.clearCallLog();

    var ran = many.berth("diff", "many");

    var log = simulator.callLog();
    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(log.writes()).isEmpty();
    assertThat(log.count("DescribeTaskDefinition")).isZero();
    assertThat(log.calls().size()).isLessThanOrEqualTo(services / 10 + services / 100 + 6);
  }
}
