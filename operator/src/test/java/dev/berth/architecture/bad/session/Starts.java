package dev.berth.architecture.bad.session;

final class Starts {
  void start(Runnable work) {
    Thread.ofVirtual().start(work);
  }
}
