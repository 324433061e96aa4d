package dev.berth.aws;

import com.amazonaws.services.dynamodbv2.AcquireLockOptions;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClientOptions;
import com.amazonaws.services.dynamodbv2.GetLockOptions;
import com.amazonaws.services.dynamodbv2.LockItem;
import com.amazonaws.services.dynamodbv2.ReleaseLockOptions;
import com.amazonaws.services.dynamodbv2.SendHeartbeatOptions;
import com.amazonaws.services.dynamodbv2.model.LockCurrentlyUnavailableException;
import com.amazonaws.services.dynamodbv2.model.LockNotGrantedException;
import dev.berth.model.Authority.LeaseTable;
import dev.berth.model.Failure;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.LastGood;
import dev.berth.reconcile.Lease;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A lease in a DynamoDB table, by Amazon's lock library: one item an environment, its record
/// changed by each beat. Who sees the same record for as long as the lease lasts may take it.
///
/// We count from before a beat was sent, others from after they saw it, and end a tenth early: our
/// clocks may differ by that much in pace before two believe that they hold it.
public final class DynamoLease implements Lease, LastGood {
  private static final int BEATS = 3;
  private static final int MARGIN = 10;
  private static final long POLL_MILLIS = 1;
  private static final long PATIENCE_MILLIS = 10_000;

  private final String environment;
  private final LeaseTable table;
  private final Holder holder;
  private final AwsClients clients;
  private final LongSupplier nanos;
  private final LeaseDoor door;
  private final AmazonDynamoDBLockClient locks;
  private final AtomicReference<Optional<Hold>> hold = new AtomicReference<>(Optional.empty());

  /// What is to be kept with the next beat, and what the item has, as long as we hold it.
  private final AtomicReference<Optional<String>> good = new AtomicReference<>(Optional.empty());

  private final AtomicReference<Optional<String>> kept = new AtomicReference<>(Optional.empty());

  /// Guards what the library keeps. Only giving back waits for it: a claim beside another claim is
  /// told what is known so far.
  private final ReentrantLock claiming = new ReentrantLock();

  /// Who asks, as others are to read it.
  ///
  /// @param name of one process, and of no other that ever was
  /// @param what it does, such as `berth apply`
  public record Holder(String name, String what) {}

  /// @param sent before the last beat that arrived was sent, by the monotonic clock
  /// @param at the same by the machine's clock, which goes on while a machine is suspended
  private record Hold(LockItem item, long sent, Instant at) {}

  /// How a claim went.
  public sealed interface Claim {
    record Held() implements Claim {}

    /// @param since as the holder told; may be empty
    /// @param beating whether it was seen to renew the lease
    record Others(Holder holder, String since, boolean beating) implements Claim {}

    /// Nobody knows: the table could not be asked.
    record Unknown(Failure failure) implements Claim {}
  }

  /// @param calls to the table
  DynamoLease(
      DynamoDbClient calls,
      AwsClients clients,
      String environment,
      LeaseTable table,
      Holder holder,
      LongSupplier nanos) {
    this.environment = environment;
    this.table = table;
    this.holder = holder;
    this.clients = clients;
    this.nanos = nanos;
    this.door = new LeaseDoor(calls, clients, holder.name(), nanos);
    this.locks =
        new AmazonDynamoDBLockClient(
            AmazonDynamoDBLockClientOptions.builder(door, table.name())
                .withPartitionKeyName(LeaseDoor.KEY)
                .withOwnerName(holder.name())
                .withLeaseDuration(table.duration().toMillis())
                .withTimeUnit(TimeUnit.MILLISECONDS)
                .withCreateHeartbeatBackgroundThread(false)
                .build());
  }

  /// From now on no call of these clients that writes is sent without the lease, and each call
  /// renews it when a third of it is over.
  ///
  /// @param environment its owner, `<installation>/<environment>`: the key of the item
  /// @param nanos a monotonic clock, such as `System::nanoTime`
  public static DynamoLease over(
      AwsClients clients, String environment, LeaseTable table, Holder holder, LongSupplier nanos) {
    var lease = new DynamoLease(clients.leases(), clients, environment, table, holder, nanos);
    clients.watch().under(lease);
    return lease;
  }

  @Override
  public Optional<String> claim() {
    return switch (attempt()) {
      case Claim.Held() -> Optional.empty();
      case Claim.Others(var other, var since, _) -> Optional.of(told(other, since));
      case Claim.Unknown(var failure) -> Optional.of(failure.message());
    };
  }

  private String told(Holder other, String since) {
    var whose = "%s holds the lease of %s".formatted(other.name(), environment);
    var what = other.what().isEmpty() ? "" : " (" + other.what() + ")";
    return whose + what + (since.isEmpty() ? "" : " since " + since);
  }

  /// Takes the lease, or renews it when a third of it is over.
  public Claim attempt() {
    if (claiming.isHeldByCurrentThread() || !claiming.tryLock()) {
      return lost().<Claim>map(why -> new Claim.Unknown(busy(why))).orElseGet(Claim.Held::new);
    }
    try {
      return fresh() || renewed() ? new Claim.Held() : tried();
    } catch (EcsFailure e) {
      return lost().isEmpty() ? new Claim.Held() : new Claim.Unknown(hinted(e.failure()));
    } finally {
      claiming.unlock();
    }
  }

  private Failure hinted(Failure failure) {
    if (failure.kind() != Failure.Kind.MISSING) return failure;
    var message = "there is no table %s for the lease of %s".formatted(table.name(), environment);
    var hint =
        "aws dynamodb create-table --table-name "
            + table.name()
            + " --billing-mode PAY_PER_REQUEST"
            + " --attribute-definitions AttributeName=key,AttributeType=S"
            + " --key-schema AttributeName=key,KeyType=HASH";
    return new Failure(failure.kind(), failure.code(), message, hint);
  }

  private static Failure busy(String why) {
    return new Failure(Failure.Kind.TRANSIENT, "Claiming", why, "");
  }

  private boolean fresh() {
    if (lost().isPresent() || good.get().isPresent()) return false;
    var age = Duration.ofNanos(nanos.getAsLong() - hold.get().orElseThrow().sent());
    return age.compareTo(table.duration().dividedBy(BEATS)) < 0;
  }

  /// Also when its time is over: as long as nobody took it, it is ours to renew.
  private boolean renewed() {
    var held = hold.get();
    if (held.isEmpty()) return false;
    var item = held.get().item();
    var sent = now(item);
    var commit = good.get();
    var beat = SendHeartbeatOptions.builder(item);
    commit.ifPresent(id -> beat.withData(StandardCharsets.UTF_8.encode(id)));
    try {
      locks.sendHeartbeat(beat.build());
      hold.set(Optional.of(sent));
      if (commit.isPresent()) kept.set(commit);
      good.compareAndSet(commit, Optional.empty());
      return true;
    } catch (LockNotGrantedException _) {
      hold.set(Optional.empty());
      return false;
    }
  }

  private Hold now(LockItem item) {
    return new Hold(item, nanos.getAsLong(), clients.settings().clock().instant());
  }

  private Claim tried() {
    try {
      long sent = nanos.getAsLong();
      var at = clients.settings().clock().instant();
      var item = locks.acquireLock(options());
      good.set(Optional.empty());
      kept.set(item.getData().map(DynamoLease::text));
      hold.set(Optional.of(new Hold(item, sent, at)));
      return new Claim.Held();
    } catch (LockNotGrantedException | LockCurrentlyUnavailableException e) {
      return door.sight().<Claim>map(DynamoLease::others).orElseGet(() -> raced(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return raced(e);
    }
  }

  private static Claim others(LeaseDoor.Sight sight) {
    var other = new Holder(sight.text(LeaseDoor.OWNER), sight.text(LeaseDoor.WHAT));
    return new Claim.Others(other, sight.text(LeaseDoor.SINCE), sight.beating());
  }

  private static Claim raced(Exception e) {
    var why = "somebody else asked for the lease at the same moment (" + e.getMessage() + ")";
    return new Claim.Unknown(new Failure(Failure.Kind.TRANSIENT, "Raced", why, ""));
  }

  private AcquireLockOptions options() {
    var told = new TreeMap<String, AttributeValue>();
    var since = clients.settings().clock().instant().truncatedTo(ChronoUnit.SECONDS);
    told.put(LeaseDoor.SINCE, AttributeValue.fromS(since.toString()));
    told.put(LeaseDoor.WHAT, AttributeValue.fromS(holder.what()));
    return AcquireLockOptions.builder(environment)
        .withShouldSkipBlockingWait(true)
        .withAcquireReleasedLocksConsistently(true)
        .withDeleteLockOnRelease(false)
        .withReplaceData(false)
        .withAdditionalAttributes(Map.copyOf(told))
        .withRefreshPeriod(POLL_MILLIS)
        .withAdditionalTimeToWaitForLock(PATIENCE_MILLIS)
        .withTimeUnit(TimeUnit.MILLISECONDS)
        .build();
  }

  @Override
  public Optional<String> lost() {
    var held = hold.get();
    if (held.isEmpty()) return Optional.of("the lease of " + environment + " is not held");
    var certain = table.duration().minus(table.duration().dividedBy(MARGIN));
    var age = Duration.ofNanos(nanos.getAsLong() - held.get().sent());
    var passed = Duration.between(held.get().at(), clients.settings().clock().instant());
    var oldest = age.compareTo(passed) > 0 ? age : passed;
    if (oldest.compareTo(certain) < 0) return Optional.empty();
    return Optional.of(
        "the lease of %s ended: it was renewed %d s ago and lasts %d s"
            .formatted(environment, oldest.toSeconds(), table.duration().toSeconds()));
  }

  @Override
  public Optional<Duration> beat() {
    return Optional.of(table.duration().dividedBy(BEATS));
  }

  /// Who holds it knows without a call.
  @Override
  public Optional<String> commit() {
    if (lost().isEmpty()) return good.get().or(kept::get);
    var look = GetLockOptions.builder(environment).withDeleteLockOnRelease(false).build();
    try {
      return locks.getLockFromDynamoDB(look).flatMap(LockItem::getData).map(DynamoLease::text);
    } catch (EcsFailure e) {
      throw new EcsFailure(hinted(e.failure()), e);
    }
  }

  @Override
  public void keep(String commit) {
    if (lost().isPresent()) return;
    good.set(Optional.of(commit));
    attempt();
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  /// Where that fails, the lease ends by itself. It can be claimed again.
  @Override
  public void close() {
    claiming.lock();
    try {
      var held = hold.getAndSet(Optional.empty());
      if (held.isEmpty()) return;
      locks.releaseLock(
          ReleaseLockOptions.builder(held.get().item()).withDeleteLock(false).build());
    } catch (EcsFailure _) {
      // Nothing is held by us any more, and nobody waits for longer than the lease lasts.
    } finally {
      claiming.unlock();
    }
  }
}
