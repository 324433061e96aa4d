package dev.berth.reconcile;

import dev.berth.manifest.ParameterNeeds;
import dev.berth.model.Desired;
import dev.berth.model.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/// What is wanted of one environment; while the manifests are broken, what was wanted before, with
/// the parameters of today.
final class Wants {
  private final ManifestSource source;
  private final Reader newest;
  private final Reader earlier;
  private Optional<Kept> kept = Optional.empty();
  private boolean recalled;

  /// @param overrides values of parameters, over every other source
  Wants(String environment, SortedMap<String, String> overrides, ManifestSource source) {
    this.source = source;
    this.newest = new Reader(environment, overrides);
    this.earlier = new Reader(environment, overrides);
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

  /// The last commit that was good, and what it said when it was read last.
  private record Kept(Checkout checkout, Read.Good good) {}

  /// @param clouds opens the account where parameters and the memory of the last good commit are
  /// @throws EcsFailure when a parameter cannot be read
  Read read(Newest known, LocalDate today, Function<ParameterNeeds, Cloud> clouds) {
    if (known.checkout().isEmpty()) return new Read.Nothing();
    var checkout = known.checkout().get();
    return switch (newest.read(checkout, today, clouds)) {
      case Read.Good good -> {
        kept = Optional.of(new Kept(checkout, good));
        yield good;
      }
      case Read.Broken broken -> instead(checkout, broken, today, clouds);
      case Read.Gone gone -> gone;
      case Read.Nothing nothing -> nothing;
    };
  }

  private Read instead(
      Checkout checkout,
      Read.Broken broken,
      LocalDate today,
      Function<ParameterNeeds, Cloud> clouds) {
    if (kept.isEmpty()) {
      if (!recalled) recall(checkout, today, clouds);
    } else if (!kept.get().checkout().commit().equals(checkout.commit())) {
      keep(kept.get().checkout(), today, clouds);
    }
    if (kept.isEmpty()) return broken;
    var good = kept.get().good();
    return new Read.Good(
        good.commit(), good.needs(), good.desired(), good.warnings(), broken.findings());
  }

  /// After a restart: the commit is known by its name alone. Tried until the answer is final.
  private void recall(Checkout broken, LocalDate today, Function<ParameterNeeds, Cloud> clouds) {
    var needs = newest.needs(broken);
    if (needs.isEmpty()) return;
    var commit = clouds.apply(needs.get()).lastGood().commit();
    try {
      commit.map(source::at).ifPresent(checkout -> keep(checkout, today, clouds));
      recalled = true;
    } catch (SourceFailure e) {
      recalled = e.kind() == SourceFailure.Kind.MISSING;
    }
  }

  /// What was good and is not with the parameters of today stays as it was.
  private void keep(Checkout good, LocalDate today, Function<ParameterNeeds, Cloud> clouds) {
    if (earlier.read(good, today, clouds) instanceof Read.Good fine) {
      kept = Optional.of(new Kept(good, fine));
    }
  }
}
