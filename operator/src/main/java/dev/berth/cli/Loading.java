package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import dev.berth.manifest.ParameterNeeds;
import dev.berth.manifest.Parsed;
import dev.berth.manifest.ResolvedParameters;
import dev.berth.manifest.Source;
import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.policy.Policies;
import dev.berth.reconcile.ParameterSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// From a path to the wanted world, or a [Problem] with every finding.
final class Loading {
  private static final String PREFIX = "BERTH_PARAM_";

  private final Outside outside;
  private final Common common;

  Loading(Outside outside, Common common) {
    this.outside = outside;
    this.common = common;
  }

  record Loaded(Desired desired, List<Finding> warnings) {}

  /// The parameters that the environment wants, before AWS is asked for any.
  record Asked(List<ManifestFile> files, ParameterNeeds needs) {}

  Asked ask(String path) {
    var files = outside.files().read(path);
    return switch (Manifests.parameters(files, common.environment())) {
      case ParameterNeeds.Result.Known(var needs) -> new Asked(files, needs);
      case ParameterNeeds.Result.Invalid(var findings) -> throw Findings.problem(findings);
    };
  }

  /// Without a call: what Systems Manager or Terraform would give is a placeholder.
  Loaded pretend(Asked asked) {
    return parse(asked, ResolvedParameters.pretending(asked.needs(), overrides()));
  }

  Loaded load(String path, Asked asked, ParameterSource source) {
    var values = new TreeMap<String, String>();
    var overrides = overrides();
    outputs(path, asked.needs(), overrides, values);
    var paths = new TreeMap<String, String>();
    asked
        .needs()
        .sources()
        .forEach((name, from) -> {
          if (overrides.containsKey(name)) return;
          if (from instanceof Source.Ssm(var parameter)) paths.put(name, parameter);
        });
    if (!paths.isEmpty()) values.putAll(source.resolve(paths));
    values.putAll(overrides);
    return parse(asked, new ResolvedParameters(values));
  }

  private Loaded parse(Asked asked, ResolvedParameters resolved) {
    var revision = outside.variable("BERTH_REVISION").orElse("local");
    var environment = Optional.of(asked.needs().environment());
    return switch (Manifests.parse(asked.files(), environment, resolved, revision)) {
      case Parsed.Valid(var desired, var warnings) -> reviewed(desired, warnings);
      case Parsed.Invalid(var findings) -> throw Findings.problem(findings);
    };
  }

  private Loaded reviewed(Desired desired, List<Finding> warnings) {
    var today = LocalDate.ofInstant(outside.clock().instant(), ZoneOffset.UTC);
    var review = Policies.review(desired, today);
    var findings = new ArrayList<>(warnings);
    findings.addAll(review.findings());
    return new Loaded(review.denied(), findings);
  }

  private SortedMap<String, String> overrides() {
    var values = new TreeMap<String, String>();
    outside
        .variables()
        .forEach((name, value) -> {
          if (name.startsWith(PREFIX)) values.put(name.substring(PREFIX.length()), value);
        });
    return values;
  }

  private void outputs(
      String path,
      ParameterNeeds needs,
      SortedMap<String, String> overrides,
      SortedMap<String, String> values) {
    var wanted = new TreeMap<String, String>();
    needs
        .sources()
        .forEach((name, source) -> {
          if (overrides.containsKey(name)) return;
          if (source instanceof Source.Output(var output)) wanted.put(name, output);
        });
    if (wanted.isEmpty()) return;
    var file = needs.terraformOutputs();
    if (file.isEmpty()) {
      throw new Problem(
          Exit.INVALID,
          List.of(
              "parameters are taken from Terraform outputs, but no file is named; say "
                  + "spec.parametersFrom.terraformOutputs in the environment"));
    }
    TerraformOutputs.read(file.get(), parsed(path, file.get()), wanted, values);
  }

  private Value.Fields parsed(String path, String file) {
    try {
      if (Json.parse(outside.files().text(path, file)) instanceof Value.Fields fields) {
        return fields;
      }
    } catch (IllegalArgumentException e) {
      throw new Problem(Exit.INVALID, List.of(file + " is no JSON: " + e.getMessage()));
    }
    throw new Problem(
        Exit.INVALID, List.of(file + " is no JSON object; write it with: terraform output -json"));
  }

  /// For messages: how the caller named what was loaded.
  String again(String path) {
    var words = new ArrayList<>(List.of(path));
    words.addAll(common.stated());
    return String.join(" ", words);
  }
}
