package dev.berth.architecture.bad.jobs;

import java.util.function.Supplier;

/// Right: the name is the interface's; and not every verb that begins so is a bean's.
final class Overrides implements Supplier<String> {
  @Override
  public String get() {
    return settle();
  }

  String settle() {
    return "";
  }
}
