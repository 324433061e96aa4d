package dev.berth.manifest;

import dev.berth.model.Authority;
import dev.berth.model.Finding;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an Environment wants resolved before it can be parsed.
///
/// @param environment the name, also where it was not given since there is only one
/// @param owner empty where it cannot be told yet
/// @param region that the Environment states, for whoever asks AWS
/// @param authority who may write, and as whom all calls are made, those for parameters included
/// @param terraformOutputs the file that [Source.Output]s are in, relative to the manifests' root
public record ParameterNeeds(
    String environment,
    Optional<String> owner,
    SortedMap<String, Source> sources,
    Optional<String> region,
    Authority authority,
    Optional<String> terraformOutputs) {
  public ParameterNeeds {
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }

  public sealed interface Result {
    record Known(ParameterNeeds needs) implements Result {}

    record Invalid(List<Finding> findings) implements Result {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }
  }
}
