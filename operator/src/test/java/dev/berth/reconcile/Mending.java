package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.Json;
import dev.berth.model.Live;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Holding;
import dev.berth.plan.Pauses;
import dev.berth.plan.Plan;
import dev.berth.plan.Retries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Puts right what only people can: what is in the way goes, tags come back, images are mended.
record Mending(
    Account account,
    Dice dice,
    Wishes wishes,
    EcsApi ecs,
    SortedSet<ResourceKey> retried,
    SortedSet<String> approvals) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final List<String> FAILING =
      List.of(
          outcome("broken", "{\"exit\": {\"code\": 1, \"after\": \"9s\"}}"),
          outcome("crash", "{\"crashLoop\": {\"code\": 137}}"),
          outcome("missing", "{\"imageMissing\": true}"),
          outcome("slow", "{\"slowStart\": \"6m\"}"),
          outcome("stuck", "{\"slowStart\": \"90m\"}"));

  private static String outcome(String tag, String outcome) {
    return "{\"match\": {\"container\": \"app\", \"image\": \"*:%s\"}, \"outcome\": %s}"
        .formatted(tag, outcome);
  }

  /// How tasks end: the tag of an image says it.
  void script() {
    init();
    FAILING.forEach(this::rule);
    rule("{\"hook\": {\"arn\": \"*:bad\"}, \"answer\": {\"status\": \"FAILED\"}}");
  }

  private void init() {
    rule(
        "{\"hook\": {\"arn\": \"*:slow\"}, \"answer\": {\"status\": \"IN_PROGRESS\"}, \"times\":"
            + " 2}");
    rule("{\"match\": {\"container\": \"init\"}, \"outcome\": {\"exit\": {\"after\": \"3s\"}}}");
  }

  private void rule(String json) {
    account.simulator().script((ObjectNode) MAPPER.readTree(json));
  }

  /// @return what is wanted from then on
  Desired mend(Plan plan) {
    if (resumed(plan)) return plan.desired();
    var failed = new ArrayList<ResourceKey>();
    for (var change : plan.changes()) {
      switch (change) {
        case Change.Blocked(var then, Why.Foreign _) -> give(then, plan);
        case Change.Blocked(var then, Why.OwnershipLost _) -> claim(then, plan);
        case Change.Blocked(var then, Why.Disappearing _) -> give(then, plan);
        case Change.Blocked(var then, Why.Skipped _) -> failed.add(then.key());
        case Change.Blocked(var then, Why.Held _) -> failed.add(then.key());
        case Change.Blocked(_, Why.JobFailed _), Change.Blocked(_, Why.JobLost _) -> {}
        case Change.Blocked(_, Why.Restrained _) -> {}
        case Change.Blocked(_, Why.Denied _), Change.Blocked(_, Why.Unresolved _) -> {}
        case Change.Blocked(_, Why.Itself _) -> {} // somebody applies it from elsewhere
        case Change.Waiting(_, var on) -> on.forEach(this::start);
        case Change.Create _, Change.Update _, Change.Replace _, Change.Restart _ -> {}
        case Change.Blocked(_, Why.PruneLimit limit) -> approvals.add(limit.approval());
        case Change.Adopt _, Change.Delete _, Change.Keep _ -> {}
      }
    }
    if (!plan.desired().denied().isEmpty()) return plan.desired().denying(new TreeMap<>());
    var resolved = InputsDice.resolved(plan.desired());
    if (!resolved.equals(plan.desired())) return resolved;
    if (failed.isEmpty()) return plan.desired();
    if (dice.in(40)) {
      failed.forEach(retried::remove);
      return wishes.mended(plan.desired(), failed);
    }
    account.simulator().clearScript();
    init();
    failed.forEach(key -> retry(key, plan));
    retried.addAll(failed);
    return plan.desired();
  }

  /// What was retried when nothing fails any more comes through.
  Optional<String> heldAgain(Plan plan) {
    return plan.changes().stream()
        .filter(change -> change instanceof Change.Blocked(_, Why.Skipped _))
        .filter(change -> retried.contains(change.key()))
        .map(change -> "retried in vain: " + change.key())
        .findFirst();
  }

  /// As `berth retry` does.
  private void retry(ResourceKey key, Plan plan) {
    var live = (LiveService) plan.observed().live().get(key);
    var actions =
        Retries.of(plan.desired().wanted().get(key), live, plan.desired(), plan.observed());
    new Executor(ecs, () -> Optional.empty(), Listener.silent())
        .apply(new Plan(plan.desired(), plan.observed(), plan.waves(), plan.changes(), actions));
  }

  /// As `berth resume` does: alone, as whatever else was planned was for a paused service. It
  /// leaves alone what is not ours: there the tag goes by the hand that wrote it.
  private boolean resumed(Plan plan) {
    var actions = new ArrayList<Action>();
    var keys = new TreeSet<ResourceKey>();
    boolean byHand = false;
    for (var change : plan.changes()) {
      if (Holding.restraint(change).isEmpty()) continue;
      var live = change.key().ofService().filter(keys::add).flatMap(plan.observed()::service);
      if (live.isEmpty()) continue;
      if (live.get().owner() instanceof Owner.Ours) actions.add(Pauses.resuming(live.get()));
      else byHand |= untagged(live.get().arn());
    }
    new Executor(ecs, () -> Optional.empty(), Listener.silent())
        .apply(new Plan(plan.desired(), plan.observed(), plan.waves(), plan.changes(), actions));
    return byHand || !actions.isEmpty();
  }

  private boolean untagged(String arn) {
    var request = Fields.EMPTY.with("resourceArn", Value.of(arn));
    return account.tried(
        "UntagResource", request.with("tagKeys", Value.texts(List.of(Marks.PAUSE))));
  }

  /// A stranger's service goes; a home that was there before is handed over.
  private void give(Change then, Plan plan) {
    switch (plan.observed().live().get(then.key())) {
      case LiveService service ->
          account.tried(
              "DeleteService", Account.named(service.key().name()).with("force", Value.of(true)));
      case Live.LiveCluster _, Live.LiveNamespace _ -> claim(then, plan);
      case Live.LiveScalableTarget target ->
          account.scaled("DeregisterScalableTarget", target.key().name(), Fields.EMPTY);
      case Live.HiddenScalableTarget _, Live.LiveJob _, Live.LiveScalingPart _ ->
          throw new IllegalStateException("nobody has made " + then.key());
    }
  }

  private void claim(Change then, Plan plan) {
    var arn = Value.of(plan.observed().live().get(then.key()).arn());
    var owner = plan.desired().environment().owner();
    if (then.key().kind() == ResourceKey.Kind.NAMESPACE) {
      var tags =
          Json.parse(
              "[{\"Key\": \"%s\", \"Value\": \"%s\"}, {\"Key\": \"%s\", \"Value\": \"%s\"}]"
                  .formatted(Marks.OWNER, owner, Marks.KEY, then.key()));
      account.cloudMap("TagResource", Fields.EMPTY.with("ResourceARN", arn).with("Tags", tags));
      return;
    }
    var tags =
        Json.parse(
            "[{\"key\": \"%s\", \"value\": \"%s\"}, {\"key\": \"%s\", \"value\": \"%s\"}]"
                .formatted(Marks.OWNER, owner, Marks.KEY, then.key()));
    account.ecs("TagResource", Fields.EMPTY.with("resourceArn", arn).with("tags", tags));
  }

  private void start(Change.Closed closed) {
    if (closed.reason() != Change.Reason.SCALED_TO_ZERO) return;
    var request = Account.named(closed.on().name());
    account.ecs("UpdateService", request.with("desiredCount", Value.of(1)));
  }
}
