package dev.berth.architecture.bad.reconcile;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class CollectsASet {
  Set<String> collect(Stream<String> names) {
    return names.collect(Collectors.toSet());
  }
}
