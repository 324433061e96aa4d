package dev.berth.architecture.bad.jobs;

final class Sleeps {
  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }
}
