package dev.berth.reconcile;

import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import dev.berth.manifest.ParameterNeeds;
import dev.berth.manifest.Parsed;
import dev.berth.manifest.ResolvedParameters;
import dev.berth.reconcile.Intake.Resolution;
import dev.berth.reconcile.Wants.Read;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/// Reads what one environment's manifests say, a commit at a time. Parameters are looked up every
/// time; what was parsed once is not parsed again while nothing of it changes.
final class Reader {
  private final String environment;
  private final SortedMap<String, String> overrides;
  private Optional<Stated> stated = Optional.empty();
  private Optional<Parse> parse = Optional.empty();

  /// @param overrides values of parameters, over every other source
  Reader(String environment, SortedMap<String, String> overrides) {
    this.environment = environment;
    this.overrides = overrides;
  }

  /// What the Environment of one commit needs; `otherwise` where that cannot be told.
  private record Stated(String commit, Optional<ParameterNeeds> needs, Read otherwise) {}

  /// One parse, and what it was made of.
  private record Parse(String commit, ResolvedParameters values, LocalDate today, Parsed parsed) {
    boolean of(Checkout checkout, ResolvedParameters resolved, LocalDate day) {
      return commit.equals(checkout.commit().id()) && values.equals(resolved) && today.equals(day);
    }
  }

  /// Where its parameters are; empty where its Environment cannot be read.
  Optional<ParameterNeeds> needs(Checkout checkout) {
    return stated(checkout).needs();
  }

  /// @param clouds opens the account where the parameters are
  /// @throws EcsFailure when a parameter cannot be read
  Read read(Checkout checkout, LocalDate today, Function<ParameterNeeds, Cloud> clouds) {
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
