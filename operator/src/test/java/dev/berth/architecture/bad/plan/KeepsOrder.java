package dev.berth.architecture.bad.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Right: a map factory and a list of known order.
final class KeepsOrder {
  Map<Integer, List<String>> group(Stream<String> names) {
    return names.collect(
        Collectors.groupingBy(String::length, TreeMap::new, Collectors.toUnmodifiableList()));
  }

  Map<String, Integer> index(Stream<String> names) {
    return names.collect(
        Collectors.toMap(name -> name, String::length, Math::max, LinkedHashMap::new));
  }
}
