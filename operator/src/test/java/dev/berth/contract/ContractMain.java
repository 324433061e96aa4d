package dev.berth.contract;

import java.util.ArrayList;
import java.util.List;

/// The contract on a simulator in the process: exits with 1 when anything differs, and says what in
/// its last line.
final class ContractMain {
  private ContractMain() {}

  public static void main(String[] arguments) {
    var endpoint = new SimulatorEndpoint(new InProcessWire());
    List<String> caught = new ArrayList<>();
    for (var check : Check.all()) {
      check
          .run(endpoint)
          .ifPresent(differs -> {
            caught.add(check.id());
            if (arguments.length > 0) System.out.println(check.id() + " " + differs.getMessage());
          });
    }
    if (caught.isEmpty()) {
      System.out.println(Check.all().size() + " checks passed");
      return;
    }
    System.out.println(caught.size() + " checks: " + caught.getFirst());
    System.exit(1);
  }
}
