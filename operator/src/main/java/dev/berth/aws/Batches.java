package dev.berth.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A collection in pieces that one call takes.
final class Batches {
  private Batches() {}

  static <T> List<List<T>> of(Collection<T> all, int size) {
    var list = List.copyOf(all);
    var batches = new ArrayList<List<T>>();
    for (int at = 0; at < list.size(); at += size) {
      batches.add(list.subList(at, Math.min(at + size, list.size())));
    }
    return batches;
  }
}
