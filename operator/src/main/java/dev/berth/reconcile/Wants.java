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
///
/// Which commit that was, the lease's item knows, where there is one: another replica may have gone
/// on since this one looked.
final class Wants {
  private final ManifestSource source;
  private final Reader newest;
  private final Reader earlier;

  /// The last commit that was good, and what it said when it was read last and was good still.
  private Optional<Checkout> former = Optional.empty();

  private Optional<Read.Good> good = Optional.empty();

  /// One that the source has no more.
  private Optional<String> lost = Optional.empty();

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

  /// @param clouds opens the account where parameters and the memory of the last good commit are
  /// @throws EcsFailure when a parameter cannot be read
  Read read(Newest known, LocalDate today, Function<ParameterNeeds, Cloud> clouds) {
    if (known.checkout().isEmpty()) return new Read.Nothing();
    var checkout = known.checkout().get();
    return switch (newest.read(checkout, today, clouds)) {
      case Read.Good fine -> {
        former = Optional.of(checkout);
        good = Optional.of(fine);
        yield fine;
      }
      case Read.Broken broken -> instead(known, broken, today, clouds);
      case Read.Gone gone -> gone;
      case Read.Nothing nothing -> nothing;
    };
  }

  private Read instead(
      Newest now, Read.Broken broken, LocalDate today, Function<ParameterNeeds, Cloud> clouds) {
    var checkout = now.checkout().orElseThrow();
    var needs = good.map(Read.Good::needs).or(() -> newest.needs(checkout));
    var known = former.map(Wants::id);
    var last = needs.flatMap(n -> clouds.apply(n).lastGood().commit()).or(() -> known);
    if (last.isEmpty() || !last.equals(known) && !recalled(last.get(), now)) return broken;
    if (!last.get().equals(id(checkout))) {
      // What was good, and is not with the parameters of today, stays as it was.
      var read = earlier.read(former.orElseThrow(), today, clouds);
      if (read instanceof Read.Good fine) good = Optional.of(fine);
    }
    return good.<Read>map(
            g -> new Read.Good(g.commit(), g.needs(), g.desired(), g.warnings(), broken.findings()))
        .orElse(broken);
  }

  /// Of that commit the name alone is known: after a restart, or where another replica was at work.
  /// Tried until the answer is final.
  private boolean recalled(String commit, Newest now) {
    if (lost.filter(commit::equals).isPresent()) return false;
    try {
      former = Optional.of(source.at(commit));
      good = Optional.empty();
      return true;
    } catch (SourceFailure e) {
      // Where the whole repository is missing, the commit may come back with it.
      boolean alone = now.trouble().isEmpty();
      if (alone && e.kind() == SourceFailure.Kind.MISSING) lost = Optional.of(commit);
      return false;
    }
  }

  private static String id(Checkout checkout) {
    return checkout.commit().id();
  }
}
