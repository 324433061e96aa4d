package dev.berth.architecture.bad.plan;

import java.util.Map;
import java.util.function.Function;

final class MapsByReference {
  Function<Map<String, String>, Map<String, String>> copy = Map::copyOf;
}
