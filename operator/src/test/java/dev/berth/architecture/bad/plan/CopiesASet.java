package dev.berth.architecture.bad.plan;

import java.util.Set;

final class CopiesASet {
  Set<String> copy(Set<String> names) {
    return Set.copyOf(names);
  }
}
