package dev.berth.architecture.bad.jobs;

final class Exits {
  void exit() {
    Runtime.getRuntime().exit(1);
  }
}
