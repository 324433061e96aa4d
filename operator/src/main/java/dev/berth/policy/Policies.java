package dev.berth.policy;

import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Finding.Severity;
import dev.berth.model.Path;
import dev.berth.model.PolicySettings;
import dev.berth.model.PolicySettings.Exemption;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Holds a wanted world against every policy that the environment has switched on.
public final class Policies {
  private static final Path SPEC = Path.ROOT.field("spec");

  private final PolicySettings settings;
  private final LocalDate today;
  private final List<Finding> findings = new ArrayList<>();
  private final SortedMap<ResourceKey, List<Finding>> denials = new TreeMap<>();

  private Policies(PolicySettings settings, LocalDate today) {
    this.settings = settings;
    this.today = today;
  }

  /// @param findings all of them, sorted
  /// @param denied the same world, with what may not be rolled out
  public record Review(List<Finding> findings, Desired denied) {
    public Review {
      findings = List.copyOf(findings);
    }
  }

  /// @param today for exemptions that end
  public static Review review(Desired desired, LocalDate today) {
    var policies = new Policies(desired.environment().policies(), today);
    desired.wanted().values().forEach(policies::review);
    policies.idle(desired.wanted().keySet());
    Collections.sort(policies.findings);
    return new Review(policies.findings, desired.denying(policies.denials));
  }

  private void review(Wanted want) {
    for (var policy : Policy.ALL) {
      var severity = severity(policy);
      if (severity.isEmpty() || exempt(policy, want)) continue;
      policy.faults().apply(want).forEach(fault -> tell(policy, severity.get(), want, fault));
    }
  }

  private Optional<Severity> severity(Policy policy) {
    var level = settings.levels().getOrDefault(policy.name(), policy.unlessSaid());
    return switch (level) {
      case DENY -> Optional.of(Severity.DENY);
      case WARN -> Optional.of(Severity.WARNING);
      case OFF -> Optional.empty();
    };
  }

  private boolean exempt(Policy policy, Wanted want) {
    return settings.exemptions().stream()
        .filter(exemption -> exemption.policy().equals(policy.name()))
        .filter(exemption -> exemption.covers(want.key()))
        .anyMatch(exemption -> !exemption.over(today));
  }

  private void tell(Policy policy, Severity severity, Wanted want, Fault fault) {
    var finding =
        new Finding(
            severity,
            policy.name(),
            origin(want, fault.path()),
            under(fault.path()),
            want.key().name() + ": " + fault.sentence(),
            fault.hint());
    findings.add(finding);
    if (severity == Severity.DENY) {
      denials.computeIfAbsent(want.key(), _ -> new ArrayList<>()).add(finding);
    }
  }

  /// An exemption that came to its end is told, so that nobody wonders what changed overnight, and
  /// so is one for nobody: it may be a name that is written wrong.
  private void idle(Collection<ResourceKey> wanted) {
    for (var exemption : settings.exemptions()) {
      if (exemption.over(today)) findings.add(ended(exemption));
      else if (wanted.stream().noneMatch(exemption::covers)) findings.add(nobodys(exemption));
    }
  }

  private static Finding ended(Exemption exemption) {
    var sentence =
        "%s is no longer exempt from %s since %s"
            .formatted(exemption.resource(), exemption.policy(), exemption.until());
    return idle("exemption-over", exemption, sentence, "mend it, or take the exemption out");
  }

  private static Finding nobodys(Exemption exemption) {
    var sentence =
        "there is no %s in this environment to be exempt from %s"
            .formatted(exemption.resource(), exemption.policy());
    return idle("exemption-idle", exemption, sentence, "correct the name, or take it out");
  }

  private static Finding idle(String rule, Exemption exemption, String sentence, String hint) {
    var place = Optional.of(exemption.place());
    var path = SPEC.field("exemptions");
    return new Finding(Severity.WARNING, rule, place, path, sentence, hint);
  }

  /// Where it was written, or the nearest thing around it.
  private static Optional<Origin> origin(Wanted want, Path path) {
    var places = want.wiring().places();
    var at = path;
    while (!places.containsKey(at) && !at.steps().isEmpty()) {
      at = new Path(at.steps().subList(0, at.steps().size() - 1));
    }
    return Optional.ofNullable(places.get(at));
  }

  private static Path under(Path path) {
    var steps = new ArrayList<>(SPEC.steps());
    steps.addAll(path.steps());
    return new Path(steps);
  }
}
