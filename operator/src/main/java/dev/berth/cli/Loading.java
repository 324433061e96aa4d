package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import dev.berth.manifest.ParameterNeeds;
import dev.berth.manifest.Parsed;
import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.reconcile.Intake;
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
  Loaded pretend(String path, Asked asked) {
    return loaded(intake(path, asked.files()).pretend(asked.needs(), revision(), today()));
  }

  Loaded load(String path, Asked asked, ParameterSource source) {
    return loaded(intake(path, asked.files()).load(asked.needs(), source, revision(), today()));
  }

  private Intake intake(String path, List<ManifestFile> files) {
    return new Intake(files, overrides(outside.variables()), name -> text(path, name));
  }

  private Optional<String> text(String path, String name) {
    return Optional.of(outside.files().text(path, name));
  }

  private String revision() {
    return outside.variable("BERTH_REVISION").orElse("local");
  }

  private LocalDate today() {
    return LocalDate.ofInstant(outside.clock().instant(), ZoneOffset.UTC);
  }

  private static Loaded loaded(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Valid(var desired, var warnings) -> new Loaded(desired, warnings);
      case Parsed.Invalid(var findings) -> throw Findings.problem(findings);
    };
  }

  /// What the environment variables say of parameters.
  static SortedMap<String, String> overrides(SortedMap<String, String> variables) {
    var values = new TreeMap<String, String>();
    variables.forEach((name, value) -> {
      if (name.startsWith(PREFIX)) values.put(name.substring(PREFIX.length()), value);
    });
    return values;
  }

  /// For messages: how the caller named what was loaded.
  String again(String path) {
    var words = new ArrayList<>(List.of(path));
    words.addAll(common.stated());
    return String.join(" ", words);
  }
}
