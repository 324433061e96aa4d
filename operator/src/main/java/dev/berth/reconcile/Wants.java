package dev.berth.reconcile;

import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import dev.berth.manifest.ParameterNeeds;
import dev.berth.manifest.Parsed;
import dev.berth.manifest.ResolvedParameters;
import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.reconcile.Intake.Resolution;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/// What is wanted of one environment; while the manifests are broken, what was wanted before
/// . What was read once is not parsed again while nothing of it changes.
final class Wants {
  private final String environment;
  private final SortedMap<String, String> overrides;
  private final ManifestSource source;
  private Optional<Read.Good> good = Optional.empty();
  private Optional<Stated> stated = Optional.empty();
  private Optional<Parse> parse = Optional.empty();
  private boolean recalled;

  /// @param overrides values of parameters, over every other source
  Wants(String environment, SortedMap<String, String> overrides, ManifestSource source) {
    this.environment = environment;
    this.overrides = overrides;
    this.source = source;
  }

  /// What came of reading the manifests.
  sealed interface Read {
    /// @param broken what is wrong with a newer commit, on whose account this one is kept to
    record Good(
        Commit commit,
        ParameterNeeds needs,
        Desired desired,
        List<Finding> warnings,
        List<Finding> broken)
        implements Read {}

    record Broken(List<Finding> findings) implements Read {}

    /// The environment is not among the manifests any more.
    record Gone() implements Read {}

    /// No manifests were had so far.
    record Nothing() implements Read {}
  }

  /// What the Environment of one commit needs; `otherwise` where that cannot be told.
  private record Stated(String commit, Optional<ParameterNeeds> needs, Read otherwise) {}

  /// One parse, and what it was made of.
  private record Parse(String commit, ResolvedParameters values, LocalDate today, Parsed parsed) {
    boolean of(Checkout checkout, ResolvedParameters resolved, LocalDate day) {
      return commit.equals(checkout.commit().id()) && values.equals(resolved) && today.equals(day);
    }
  }

  /// @param clouds opens the account where parameters and the memory of the last good commit are
  /// @throws EcsFailure when a parameter cannot be read
  Read read(Newest newest, LocalDate today, Function<ParameterNeeds, Cloud> clouds) {
    if (newest.checkout().isEmpty()) return new Read.Nothing();
    var checkout = newest.checkout().get();
    var read = read(checkout, today, clouds);
    if (read instanceof Read.Good fine) good = Optional.of(fine);
    if (!(read instanceof Read.Broken(var findings))) return read;
    if (good.isEmpty() && !recalled) recall(checkout, today, clouds);
    return good.<Read>map(
            g -> new Read.Good(g.commit(), g.needs(), g.desired(), g.warnings(), findings))
        .orElse(read);
  }

  /// After a restart: the commit is known by its name alone. Tried until the answer is final.
  private void recall(Checkout broken, LocalDate today, Function<ParameterNeeds, Cloud> clouds) {
    var needs = stated(broken).needs();
    if (needs.isEmpty()) return;
    var commit = clouds.apply(needs.get()).lastGood().commit();
    try {
      var earlier = commit.map(id -> read(source.at(id), today, clouds));
      if (earlier.isPresent() && earlier.get() instanceof Read.Good g) good = Optional.of(g);
      recalled = true;
    } catch (SourceFailure e) {
      recalled = e.kind() == SourceFailure.Kind.MISSING;
    }
  }

  private Read read(Checkout checkout, LocalDate today, Function<ParameterNeeds, Cloud> clouds) {
    var said = stated(checkout);
    if (said.needs().isEmpty()) return said.otherwise();
    var needs = said.needs().get();
    var intake = intake(checkout);
    return switch (intake.resolve(
        needs, paths -> clouds.apply(needs).parameters().resolve(paths))) {
      case Resolution.Unresolved(var findings) -> new Read.Broken(findings);
      case Resolution.Resolved(var values) ->
          read(checkout, needs, parsed(intake, needs, checkout, values, today));
    };
  }

  private Stated stated(Checkout checkout) {
    var id = checkout.commit().id();
    if (stated.filter(last -> last.commit().equals(id)).isEmpty()) {
      stated = Optional.of(stated(id, checkout));
    }
    return stated.get();
  }

  private Stated stated(String id, Checkout checkout) {
    return switch (intake(checkout).needs(Optional.of(environment))) {
      case ParameterNeeds.Result.Known(var needs) ->
          new Stated(id, Optional.of(needs), new Read.Nothing());
      case ParameterNeeds.Result.Invalid(var findings) -> {
        var why = gone(checkout.files()) ? new Read.Gone() : new Read.Broken(findings);
        yield new Stated(id, Optional.empty(), why);
      }
    };
  }

  private static Read read(Checkout checkout, ParameterNeeds needs, Parsed parsed) {
    return switch (parsed) {
      case Parsed.Invalid(var findings) -> new Read.Broken(findings);
      case Parsed.Valid(var desired, var warnings) ->
          new Read.Good(checkout.commit(), needs, desired, warnings, List.of());
    };
  }

  private Parsed parsed(
      Intake intake,
      ParameterNeeds needs,
      Checkout checkout,
      ResolvedParameters values,
      LocalDate today) {
    var same = parse.filter(last -> last.of(checkout, values, today));
    if (same.isPresent()) return same.get().parsed();
    var parsed = intake.parse(needs, values, checkout.commit().id(), today);
    parse = Optional.of(new Parse(checkout.commit().id(), values, today, parsed));
    return parsed;
  }

  /// Only whole files tell that: in one that cannot be read it may be.
  private boolean gone(List<ManifestFile> files) {
    return !Manifests.environments(files).isEmpty()
        && !Manifests.environments(files).contains(environment);
  }

  private Intake intake(Checkout checkout) {
    return new Intake(
        checkout.files(), overrides, name -> Optional.ofNullable(checkout.others().get(name)));
  }
}
