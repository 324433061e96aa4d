package dev.berth.contract;

/// The contract on a simulator in the process: exits with 1 at the first check that does not hold,
/// and says in its last line which that is.
final class ContractMain {
  private ContractMain() {}

  public static void main(String[] arguments) {
    var endpoint = new SimulatorEndpoint(new InProcessWire());
    for (var check : Check.all()) {
      var differs = check.run(endpoint);
      if (differs.isEmpty()) continue;
      System.out.println(check.id() + ": " + differs.get().getMessage());
      System.exit(1);
    }
    System.out.println(Check.all().size() + " checks passed");
  }
}
