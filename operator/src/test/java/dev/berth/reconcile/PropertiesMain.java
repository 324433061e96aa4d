package dev.berth.reconcile;

/// Seeds until one breaks a rule: `first` and `last` seed, and `jobs` for worlds of Jobs. Exits
/// with 1 when a rule was broken.
final class PropertiesMain {
  private static final int LONGEST = 400;

  private PropertiesMain() {}

  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    long last = Long.parseLong(arguments[1]);
    boolean jobs = arguments.length > 2 && arguments[2].equals("jobs");
    for (long seed = first; seed <= last; seed++) {
      var broken = (jobs ? JobLife.of(seed) : Life.of(seed)).broken();
      if (broken.isEmpty()) continue;
      var line = broken.get().replace('\n', ';');
      var told = line.substring(0, Math.min(LONGEST, line.length()));
      System.out.println((seed - first + 1) + " seed " + seed + ": " + told);
      System.exit(1);
    }
  }
}
