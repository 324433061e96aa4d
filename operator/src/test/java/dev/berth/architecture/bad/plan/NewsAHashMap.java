package dev.berth.architecture.bad.plan;

import java.util.HashMap;
import java.util.Map;

final class NewsAHashMap {
  Map<String, String> names = new HashMap<>();
}
