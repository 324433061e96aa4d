package dev.berth.manifest;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Parameters with their values, as found outside of the manifests. A literal of the Environment
/// needs no entry; an entry overrides it.
///
/// @param pretended names whose value nobody knows, as when nothing may be called: each stands for
///   itself, and no finding is about what such a value might be
public record ResolvedParameters(SortedMap<String, String> values, SortedSet<String> pretended) {
  public static final ResolvedParameters NONE = new ResolvedParameters(new TreeMap<>());

  public ResolvedParameters {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    pretended = Collections.unmodifiableSortedSet(new TreeSet<>(pretended));
  }

  public ResolvedParameters(SortedMap<String, String> values) {
    this(values, new TreeSet<>());
  }

  /// Without a call: overrides as given, and a stand-in for whatever lies outside the manifests.
  public static ResolvedParameters pretending(
      ParameterNeeds needs, SortedMap<String, String> overrides) {
    var pretended = new TreeSet<String>();
    needs
        .sources()
        .forEach((name, source) -> {
          switch (source) {
            case Source.Literal _ -> {}
            case Source.Ssm _, Source.Output _ -> pretended.add(name);
          }
        });
    pretended.removeAll(overrides.keySet());
    return new ResolvedParameters(overrides, pretended);
  }
}
