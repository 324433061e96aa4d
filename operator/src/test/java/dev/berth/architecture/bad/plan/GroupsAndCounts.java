package dev.berth.architecture.bad.plan;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class GroupsAndCounts {
  Map<Integer, Long> group(Stream<String> names) {
    return names.collect(Collectors.groupingBy(String::length, Collectors.counting()));
  }
}
