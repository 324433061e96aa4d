package dev.berth.architecture.bad.policy;

final class AsksTheEnvironment {
  String ask() {
    return System.getenv("HOME");
  }
}
