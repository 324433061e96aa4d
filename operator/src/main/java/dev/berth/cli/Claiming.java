package dev.berth.cli;

import dev.berth.aws.AwsClients;
import dev.berth.aws.DynamoLease;
import dev.berth.aws.DynamoLease.Claim;
import dev.berth.aws.DynamoLease.Holder;
import dev.berth.model.Authority.LeaseTable;
import dev.berth.model.Failure;
import dev.berth.reconcile.EcsFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Takes the lease of an environment for a command that writes, or says who has it.
///
/// Whoever holds it and lives renews it within a third of its time: then the command is refused. A
/// holder that fell silent is waited for, until the lease ends.
final class Claiming {
  /// Looks in the time that a lease lasts.
  private static final int LOOKS = 10;

  private static final int PARTS = 3;

  private final Outside outside;
  private final Common common;
  private final AwsClients clients;
  private final String environment;

  /// @param environment its owner
  Claiming(Outside outside, Common common, AwsClients clients, String environment) {
    this.outside = outside;
    this.common = common;
    this.clients = clients;
    this.environment = environment;
  }

  /// @param what asks, such as `berth apply`
  DynamoLease take(LeaseTable table, String what) {
    var holder = new Holder(outside.process(), what);
    var lease = DynamoLease.over(clients, environment, table, holder, outside.monotonic());
    for (int look = 0; !held(lease.attempt(), table, look); look++) {
      outside
          .interrupt()
          .reason()
          .ifPresent(why -> {
            throw new Problem(Exit.CHANGED, List.of("stopped: " + why + "; nothing was written"));
          });
      outside.pause().pass(table.duration().dividedBy(LOOKS));
    }
    return lease;
  }

  private boolean held(Claim claim, LeaseTable table, int look) {
    boolean last = look >= 2 * LOOKS;
    return switch (claim) {
      case Claim.Held() -> true;
      case Claim.Unknown(var failure) -> {
        if (last || !failure.passing()) throw failed(failure);
        yield false;
      }
      case Claim.Others(var other, var since, var beating) -> {
        if (last || beating) throw refused(other, since);
        if (look == 0) waits(other, table.duration());
        yield false;
      }
    };
  }

  private static EcsFailure failed(Failure failure) {
    return new EcsFailure(failure, null);
  }

  private void waits(Holder other, Duration duration) {
    if (common.quiet()) return;
    outside
        .err()
        .println(
            "the lease of %s is held by %s: a look at whether it lives, for up to %d s"
                .formatted(environment, other.name(), duration.toSeconds()));
  }

  private Problem refused(Holder other, String since) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s writes to %s%s".formatted(other.what(), environment, since(since))
            + ", and renews its lease");
    lines.add("  who      " + other.name());
    boolean operator = other.what().equals("berth run");
    lines.add(
        "  next     "
            + (operator
                ? "it does what is committed: commit the change;"
                : "wait until it is done;"));
    if (operator)
      lines.add("           what failed is tried again by a POST to its /api/v1/retries;");
    lines.add(
        operator
            ? "           in an incident, berth pause holds its hand and needs no lease"
            : "           or stop it there, and try again: nothing was written here");
    return new Problem(Exit.CHANGED, lines);
  }

  private static String since(String since) {
    return since.isEmpty() ? "" : " since " + since;
  }

  /// The same world, in which no wait is so long that the lease ends meanwhile, and which asks for
  /// the end where it is lost.
  static Outside under(DynamoLease lease, LeaseTable table, Outside outside) {
    var part = table.duration().dividedBy(PARTS);
    return outside.with(
        time -> {
          for (var left = time; left.isPositive(); left = left.minus(part)) {
            outside.pause().pass(left.compareTo(part) < 0 ? left : part);
            lease.claim();
          }
        },
        () -> outside.interrupt().reason().or(lease::claim));
  }
}
