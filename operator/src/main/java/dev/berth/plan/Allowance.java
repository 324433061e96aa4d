package dev.berth.plan;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a person allowed beyond what goes by itself.
///
/// @param approvals as reports print them; each is for one set of deletions and no other
public record Allowance(SortedSet<String> approvals) {
  public static final Allowance NONE = new Allowance(new TreeSet<>());

  public Allowance {
    approvals = Collections.unmodifiableSortedSet(new TreeSet<>(approvals));
  }

  public Allowance and(Allowance other) {
    var both = new TreeSet<>(approvals);
    both.addAll(other.approvals);
    return new Allowance(both);
  }

  boolean covers(String approval) {
    return approvals.contains(approval);
  }
}
