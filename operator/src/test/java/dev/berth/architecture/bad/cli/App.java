package dev.berth.architecture.bad.cli;

import dev.berth.architecture.bad.simulator.Cluster;

/// Right: the composition root may touch the simulator, and `cli` may print.
final class App {
  Runnable start(Cluster cluster) {
    return () -> System.out.println(cluster);
  }
}
