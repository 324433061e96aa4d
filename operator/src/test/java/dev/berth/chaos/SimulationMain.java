package dev.berth.chaos;

/// Seeds until one breaks a rule: `first` and `last`. Prints the end of its tale and exits with 1.
/// A single seed that breaks none tells its hash.
final class SimulationMain {
  private static final int LONGEST = 400;

  private SimulationMain() {}

  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    long last = Long.parseLong(arguments[arguments.length - 1]);
    for (long seed = first; seed <= last; seed++) {
      var told = Story.of(seed);
      if (told.broken().isPresent()) {
        told.last().forEach(System.out::println);
        var line = told.broken().get().replace('\n', ';');
        var brief = line.substring(0, Math.min(LONGEST, line.length()));
        System.out.println((seed - first + 1) + " seed " + seed + ": " + brief);
        System.exit(1);
      }
      if (first == last) System.out.println("seed " + seed + ": " + told.hash());
    }
  }
}
