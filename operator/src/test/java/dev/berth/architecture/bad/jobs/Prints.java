package dev.berth.architecture.bad.jobs;

final class Prints {
  void print() {
    System.out.println("done");
  }
}
