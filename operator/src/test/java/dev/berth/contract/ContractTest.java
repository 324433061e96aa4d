package dev.berth.contract;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contract.ForeignEndpoint.Waiting;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every check of the contract, on the simulator over HTTP. `BERTH_CONTRACT_ENDPOINT` names another
/// endpoint, by its URL or `aws` for the real one: only ever with the credentials of a scratch
/// account, since whole services are created there and deleted again.
class ContractTest {
  private static final int LEAST = 200;
  private static final Optional<String> ELSEWHERE =
      Optional.ofNullable(System.getenv("BERTH_CONTRACT_ENDPOINT"));
  private static final HttpDoor DOOR = HttpDoor.start(Simulator.stepped(7), 0);
  private static final Counting ENDPOINT =
      new Counting(
          ELSEWHERE
              .<Endpoint>map(ContractTest::foreign)
              .orElseGet(() -> new SimulatorEndpoint(HttpWire.local(DOOR.port()))));

  private static Endpoint foreign(String address) {
    var region = Optional.ofNullable(System.getenv("AWS_REGION")).orElse("us-east-1");
    return new ForeignEndpoint(HttpWire.of(address, region), Waiting.REAL);
  }

  @AfterAll
  static void tell() {
    DOOR.close();
    var sections =
        Check.all().stream()
            .collect(groupingBy(Check::section, TreeMap::new, Collectors.counting()));
    System.out.println(
        "contract: %d checks of %d lines on %s: %s"
            .formatted(
                Check.all().size(),
                Check.all().stream().map(Check::line).distinct().count(),
                ELSEWHERE.orElse("the simulator"),
                sections));
    System.out.println("contract: operations reached: " + ENDPOINT.operations());
  }

  @TestFactory
  Stream<DynamicTest> the_contract_holds() {
    return Check.all().stream()
        .map(check ->
            DynamicTest.dynamicTest(
                "%s: %s (%s)".formatted(check.section(), check.title(), check.cites()),
                () -> check.run(ENDPOINT).ifPresent(ContractTest::fail)));
  }

  private static void fail(Differs differs) {
    throw differs;
  }

  @Test
  void checks_are_many_and_each_cites_a_line_of_a_section() {
    var all = Check.all();

    assertThat(all).hasSizeGreaterThan(LEAST);
    assertThat(all.stream().map(Check::id)).doesNotHaveDuplicates();
    assertThat(all.stream().map(Check::cites))
        .allMatch(cites -> cites.matches("ecs-semantics\\.md:\\d+ \\([0-9.]+\\) \\[[MDOATK]]"));
  }
}
