package dev.berth.architecture.bad.jobs;

final class Bean {
  String getName() {
    return "";
  }
}
