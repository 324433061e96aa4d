package dev.berth.architecture.bad.reconcile;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class CollectsAMap {
  Map<String, Integer> collect(Stream<String> names) {
    return names.collect(Collectors.toMap(name -> name, String::length));
  }
}
