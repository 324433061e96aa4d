package dev.berth.reconcile;

import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import dev.berth.manifest.ParameterNeeds;
import dev.berth.manifest.Parsed;
import dev.berth.manifest.ResolvedParameters;
import dev.berth.manifest.Source;
import dev.berth.model.Finding;
import dev.berth.policy.Policies;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// From manifests to the wanted world of one environment: parameters, parse, policies.
///
/// @param overrides values of parameters, over every other source
/// @param others texts that an Environment may name, by their names; empty where there is none
public record Intake(
    List<ManifestFile> files,
    SortedMap<String, String> overrides,
    Function<String, Optional<String>> others) {
  public Intake {
    files = List.copyOf(files);
    overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
  }

  /// What the Environment needs before it can be parsed; no call.
  public ParameterNeeds.Result needs(Optional<String> environment) {
    return Manifests.parameters(files, environment);
  }

  /// Without a call: what Systems Manager or Terraform would give is a placeholder.
  public Parsed pretend(ParameterNeeds needs, String revision, LocalDate today) {
    return parse(needs, ResolvedParameters.pretending(needs, overrides), revision, today);
  }

  /// @param revision the git commit, or a word for a plain directory
  /// @param today for exemptions that end
  /// @throws EcsFailure when a parameter cannot be read
  public Parsed load(
      ParameterNeeds needs, ParameterSource source, String revision, LocalDate today) {
    return switch (resolve(needs, source)) {
      case Resolution.Resolved(var values) -> parse(needs, values, revision, today);
      case Resolution.Unresolved(var findings) -> new Parsed.Invalid(findings);
    };
  }

  /// What came of looking parameters up.
  public sealed interface Resolution {
    record Resolved(ResolvedParameters values) implements Resolution {}

    record Unresolved(List<Finding> findings) implements Resolution {
      public Unresolved {
        findings = List.copyOf(findings);
      }
    }
  }

  /// @throws EcsFailure when a parameter cannot be read
  public Resolution resolve(ParameterNeeds needs, ParameterSource source) {
    var values = new TreeMap<String, String>();
    var findings = new ArrayList<Finding>();
    outputs(needs, values, findings);
    if (!findings.isEmpty()) return new Resolution.Unresolved(findings);
    var paths = new TreeMap<String, String>();
    needs
        .sources()
        .forEach((name, from) -> {
          if (overrides.containsKey(name)) return;
          if (from instanceof Source.Ssm(var parameter)) paths.put(name, parameter);
        });
    if (!paths.isEmpty()) values.putAll(source.resolve(paths));
    values.putAll(overrides);
    return new Resolution.Resolved(new ResolvedParameters(values));
  }

  public Parsed parse(
      ParameterNeeds needs, ResolvedParameters resolved, String revision, LocalDate today) {
    var environment = Optional.of(needs.environment());
    return switch (Manifests.parse(files, environment, resolved, revision)) {
      case Parsed.Invalid invalid -> invalid;
      case Parsed.Valid(var desired, var warnings) -> {
        var review = Policies.review(desired, today);
        var findings = new ArrayList<>(warnings);
        findings.addAll(review.findings());
        yield new Parsed.Valid(review.denied(), findings);
      }
    };
  }

  private void outputs(
      ParameterNeeds needs, SortedMap<String, String> values, List<Finding> findings) {
    var wanted = new TreeMap<String, String>();
    needs
        .sources()
        .forEach((name, source) -> {
          if (overrides.containsKey(name)) return;
          if (source instanceof Source.Output(var output)) wanted.put(name, output);
        });
    if (wanted.isEmpty()) return;
    var file = needs.terraformOutputs();
    var outputs = new TerraformOutputs(file.orElse(files.getFirst().path()), findings);
    if (file.isEmpty()) {
      outputs.wrong(
          "parameters are taken from Terraform outputs, but no file is named",
          "say spec.parametersFrom.terraformOutputs in the environment");
      return;
    }
    others
        .apply(file.get())
        .ifPresentOrElse(
            text -> outputs.read(text, wanted, values),
            () -> outputs.wrong("the file is not there", "is it beside the manifests?"));
  }
}
