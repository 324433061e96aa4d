package dev.berth.architecture.bad.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class Groups {
  Map<Integer, List<String>> group(Stream<String> names) {
    return names.collect(Collectors.groupingBy(String::length));
  }
}
