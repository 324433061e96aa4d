package dev.berth.chaos;

import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.ManifestSource;
import dev.berth.reconcile.SourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The repository: everybody's, and longer-lived than any process.
final class Remote {
  private final List<Push> pushes = new ArrayList<>();
  private Push head;
  private int turn;
  private Optional<SourceFailure.Kind> trouble = Optional.empty();

  Push push(Push.Kind kind, Wish wish) {
    head = Push.of(pushes.size() + 1, kind, wish);
    pushes.add(head);
    turn++;
    return head;
  }

  /// A branch that is set back.
  void force(Push former) {
    head = former;
    turn++;
  }

  void trouble(SourceFailure.Kind kind) {
    trouble = Optional.of(kind);
  }

  void well() {
    trouble = Optional.empty();
  }

  Optional<SourceFailure.Kind> trouble() {
    return trouble;
  }

  /// How often the branch moved.
  int turn() {
    return turn;
  }

  Push head() {
    return head;
  }

  List<Push> pushes() {
    return List.copyOf(pushes);
  }

  Push named(String id) {
    return pushes.stream().filter(push -> push.id().equals(id)).findFirst().orElseThrow();
  }

  /// As one process sees it.
  ///
  /// @param seen hears of what was fetched
  ManifestSource seenBy(Consumer<Push> seen) {
    return new FakeSource(this, seen);
  }

  private record FakeSource(Remote remote, Consumer<Push> seen) implements ManifestSource {
    @Override
    public Checkout fetch() {
      reach();
      if (remote.head.kind() == Push.Kind.EMPTY) {
        throw new SourceFailure(SourceFailure.Kind.REFUSED, "no manifest in it", "");
      }
      seen.accept(remote.head);
      return remote.head.checkout();
    }

    @Override
    public Checkout at(String commit) {
      reach();
      return remote.named(commit).checkout();
    }

    private void reach() {
      remote
          .trouble()
          .ifPresent(kind -> {
            throw new SourceFailure(kind, "the repository is " + kind, "");
          });
    }
  }
}
