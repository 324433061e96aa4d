package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.model.Path;
import dev.berth.model.PolicySettings;
import dev.berth.model.PolicySettings.Exemption;
import dev.berth.model.PolicySettings.Level;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// How strict an Environment says it is. The schema has told of wrong names and levels.
final class PolicyReader {
  private static final Path EXEMPTIONS = Document.SPEC.field("exemptions");

  private final Mapping spec;
  private final Findings findings;

  PolicyReader(Mapping spec, Findings findings) {
    this.spec = spec;
    this.findings = findings;
  }

  PolicySettings read() {
    var levels = new TreeMap<String, Level>();
    var stated = spec.mapping("policies").orElse(Mapping.empty(spec.place()));
    for (var name : stated.entries().keySet()) {
      level(stated.text(name).orElse("")).ifPresent(level -> levels.put(name, level));
    }
    return new PolicySettings(levels, exemptions());
  }

  private static Optional<Level> level(String word) {
    return List.of(Level.values()).stream()
        .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  private List<Exemption> exemptions() {
    var exemptions = new ArrayList<Exemption>();
    for (var item : spec.items("exemptions")) {
      item.asMapping().flatMap(this::exemption).ifPresent(exemptions::add);
    }
    return exemptions;
  }

  private Optional<Exemption> exemption(Mapping stated) {
    var until = stated.text("until").orElse("");
    try {
      return Optional.of(
          new Exemption(
              stated.text("policy").orElse(""),
              stated.text("resource").orElse(""),
              LocalDate.parse(until),
              stated.text("reason").orElse(""),
              stated.place()));
    } catch (DateTimeParseException e) {
      var sentence = "`" + until + "` is no day";
      var hint = "write the last day of the exemption, such as 2027-01-31";
      if (!until.isEmpty()) {
        findings.error("wrong-value", stated.where("until"), EXEMPTIONS, sentence, hint);
      }
      return Optional.empty();
    }
  }
}
