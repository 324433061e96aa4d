package dev.berth.cli;

import dev.berth.manifest.Export.Exported;
import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import dev.berth.manifest.Parsed;
import dev.berth.manifest.ResolvedParameters;
import dev.berth.model.Finding;
import dev.berth.model.Survey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an import wrote, what it could not, and how to go on.
final class ImportText {
  private static final int WIDTH = 100;
  private static final int VERSION = 1;

  private final Outside outside;
  private final Common common;
  private final String folder;

  ImportText(Outside outside, Common common, String folder) {
    this.outside = outside;
    this.common = common;
    this.folder = folder;
  }

  void print(Survey survey, Exported exported) {
    var found = findings(exported);
    if (common.format() == Common.Format.text) text(survey, exported, found);
    else outside.out().print(Printing.of(value(exported, found), common.format()));
  }

  /// Also what a reader of the manifests has to say of them.
  private List<Finding> findings(Exported exported) {
    var files = new ArrayList<ManifestFile>();
    exported
        .files()
        .forEach((name, text) -> files.add(new ManifestFile(folder + "/" + name, text)));
    var all = new ArrayList<>(exported.remarks());
    switch (Manifests.parse(files, Optional.empty(), ResolvedParameters.NONE, "local")) {
      case Parsed.Valid(_, var warnings) -> all.addAll(warnings);
      case Parsed.Invalid(var findings) -> all.addAll(findings);
    }
    return List.copyOf(all);
  }

  private void text(Survey survey, Exported exported, List<Finding> found) {
    long lines = exported.files().values().stream().mapToLong(text -> text.lines().count()).sum();
    int services = exported.files().size() - 1;
    tell(
        "%s of %s: %s in %s, %s"
            .formatted(
                Lines.counted(services, "service"),
                survey.cluster().name(),
                Lines.counted(exported.files().size(), "file"),
                folder,
                Lines.counted(lines, "line")));
    if (!found.isEmpty()) {
      tell("");
      for (var finding : found) {
        Lines.below("  - ", finding.toString(), WIDTH).forEach(this::tell);
      }
    }
    tell("");
    tell("next: berth diff " + folder);
  }

  private static Fields value(Exported exported, List<Finding> found) {
    return Fields.EMPTY
        .with("version", Value.of(VERSION))
        .with("files", Value.texts(List.copyOf(exported.files().keySet())))
        .with("findings", FindingsValue.of(found));
  }

  private void tell(String line) {
    outside.out().println(line);
  }
}
