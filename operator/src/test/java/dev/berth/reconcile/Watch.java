package dev.berth.reconcile;

import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wiring.Adoption;
import dev.berth.plan.Canonical;
import dev.berth.plan.Change;
import dev.berth.plan.Field;
import dev.berth.plan.FieldDiff;
import dev.berth.plan.Plan;
import dev.berth.plan.SpecHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Stands between Berth and the account and holds each write against the truth of that moment.
final class Watch {
  private final Account account;
  private final SortedSet<String> approvals;
  private final TreeSet<String> disturbed = new TreeSet<>();
  private final TreeSet<String> back = new TreeSet<>();
  private Optional<String> returning = Optional.empty();
  private Optional<Plan> plan = Optional.empty();
  private Optional<String> broken = Optional.empty();
  private String lookedAt = "";
  private String lookedBefore = "";
  private Fields before = Fields.EMPTY;
  private Own own = Own.NONE;

  /// @param approvals what people allowed to be pruned, as it comes to be known
  Watch(Account account, SortedSet<String> approvals) {
    this.account = account;
    this.approvals = approvals;
  }

  Optional<String> broken() {
    return broken;
  }

  void breaks(String rule) {
    if (broken.isEmpty()) broken = Optional.of(rule);
  }

  void planned(Plan made) {
    plan = Optional.of(made);
    disturbed.clear();
    returning = Optional.empty();
  }

  /// Somebody else wrote between the plan and its calls: what a call needs may be gone by now.
  void disturb(String service) {
    disturbed.add(service);
  }

  /// Somebody asked Berth to take a service back to what it ran before.
  void goesBack(String service) {
    back.add(service);
    returning = Optional.of(service);
  }

  boolean wentBack(String service) {
    return back.contains(service);
  }

  void runsAs(Own other) {
    own = other;
  }

  void before(String operation, Fields request) {
    own.wrong(operation, request).ifPresent(this::breaks);
    switch (operation) {
      case "CreateCluster" -> looked(operation, "DescribeClusters");
      case "CreateHttpNamespace" -> looked(operation, "ListNamespaces");
      case "RegisterTaskDefinition" -> register(request);
      case "CreateService" -> create(request);
      case "UpdateService" -> update(request);
      case "DeleteService" -> delete(request.text("service").orElse(""));
      case "TagResource", "UntagResource" -> tag(operation, request);
      case "RegisterScalableTarget", "DeregisterScalableTarget" -> scaling(operation, request);
      case "PutScalingPolicy", "DeleteScalingPolicy" -> scaling(operation, request);
      case "PutScheduledAction", "DeleteScheduledAction" -> scaling(operation, request);
      case "StopServiceDeployment" -> stop(request.text("serviceDeploymentArn").orElse(""));
      default -> {}
    }
  }

  void after(String operation, Fields request) {
    if (operation.equals("UpdateService")) onlyWhatWasPlanned(request.text("service").orElse(""));
    lookedBefore = lookedAt;
    lookedAt = operation;
    var services = request.items("services");
    if (operation.equals("DescribeServices") && services.size() == 1) {
      lookedAt = operation + " " + ((Value.Text) services.getFirst()).text();
    }
  }

  private void looked(String write, String look) {
    if (!lookedAt.equals(look)) breaks(write + " was not preceded by a look at what is there");
  }

  private void register(Fields request) {
    looked("RegisterTaskDefinition", "DescribeTaskDefinition");
    var newest = account.definition(request.text("family").orElse(""));
    if (newest.isEmpty()) return;
    boolean ours =
        plan.map(p -> p.desired().environment().owner())
            .equals(Optional.ofNullable(Account.tags(newest.get()).get(Marks.OWNER)));
    var same = Canonical.task(newest.get().fields("taskDefinition"));
    if (ours && same.equals(Canonical.task(request))) {
      breaks(request.text("family") + " was registered again with the same content");
    }
  }

  private void create(Fields request) {
    var name = request.text("serviceName").orElse("");
    looked("CreateService", "DescribeServices " + name);
    if (account.service(name).isPresent()) breaks("CreateService of " + name + ", which exists");
    gate("CreateService", name);
    if (!(change(name) instanceof Change.Create)) breaks(name + " was created without a plan");
    if (!Account.tags(request).keySet().containsAll(List.of(Marks.OWNER, Marks.APPLIED))) {
      breaks(name + " was created without its marks");
    }
  }

  private void update(Fields request) {
    var name = request.text("service").orElse("");
    var live = written("UpdateService", name);
    before = live;
    boolean forced = request.on("forceNewDeployment");
    var revision = request.text("taskDefinition");
    if (!forced && revision.isEmpty()) return;
    var tags = new Marks(Account.tags(live));
    if (returning.equals(Optional.of(name))) {
      if (tags.skip().filter(Marks.Skip::held).isEmpty()) breaks(name + " went back, not held");
      return;
    }
    gate("UpdateService", name);
    var hash = SpecHash.content(desired().desired().wanted().get(key(name)).fields());
    boolean skipped = tags.skip().filter(skip -> skip.hash().equals(hash)).isPresent();
    // Who writes a skip holds the lease; by hand, it may come between a plan and its calls.
    if (skipped && !disturbed.contains(name)) {
      breaks(name + ": content that failed was tried again");
    }
    if (revision.isPresent()) {
      var intent = tags.applied().map(Marks.Applied::revision).orElse("");
      if (!revision.get().endsWith("/" + intent)) {
        breaks(name + " was updated before the intent was written");
      }
    } else if (!tags.restart().map(Marks.Restart::deployment).equals(primary(live))) {
      breaks(name + " was restarted without a mark for its PRIMARY deployment");
    }
  }

  private void delete(String name) {
    written("DeleteService", name);
    gate("DeleteService", name);
    switch (change(name)) {
      case Change.Replace _ -> {}
      case Change.Delete _ ->
          new Pruned(account, desired().desired(), approvals, own)
              .wrong(name, disturbed)
              .ifPresent(this::breaks);
      case Change.Create _, Change.Update _, Change.Restart _, Change.Adopt _ ->
          breaks(name + " was deleted without Replace");
      case Change.Keep _, Change.Waiting _, Change.Blocked _ ->
          breaks(name + " was deleted without Replace");
    }
  }

  private void tag(String operation, Fields request) {
    var arn = request.text("resourceArn").orElse("");
    var tags = Account.tags(request).keySet();
    // Says what Berth is about to do with the target; whatever the service became meanwhile.
    if (tags.equals(new TreeSet<>(List.of(Marks.SCALING)))) return;
    if (arn.contains(":service/")) written(operation, arn.substring(arn.lastIndexOf('/') + 1));
  }

  /// What scales a service is written where the target is ours, or there is none yet.
  private void scaling(String operation, Fields request) {
    var resource = request.text("ResourceId").orElse("");
    var name = resource.substring(resource.lastIndexOf('/') + 1);
    var tags = account.targetTags(name);
    var target = ResourceKey.scalableTarget(name);
    boolean ours =
        tags.filter(t -> desired().desired().environment().owner().equals(t.get(Marks.OWNER)))
            .filter(t -> target.toString().equals(t.get(Marks.KEY)))
            .isPresent();
    if (tags.isPresent() && !ours) breaks(operation + " on the target of another: " + name);
    if (desired().desired().wanted().containsKey(target)) return;
    if (!operation.startsWith("De")) breaks(operation + " of " + name + ", which is not scaled");
  }

  private void stop(String arn) {
    var name = arn.split("/")[2];
    var live = account.service(name).orElse(Fields.EMPTY);
    owned("StopServiceDeployment", name, live);
    var began = Account.primary(live).at("createdAt").map(Value::toString).orElse("0");
    var age = Duration.between(instant(began), account.simulator().now());
    var deadline = desired().desired().wanted().get(key(name)).wiring().deadline();
    if (age.compareTo(deadline) < 0) breaks(name + " was stopped before its deadline");
  }

  private static Instant instant(String epoch) {
    return Instant.ofEpochMilli((long) (Double.parseDouble(epoch) * 1000));
  }

  /// What holds for each write to a service.
  private Fields written(String operation, String name) {
    var live = account.service(name).orElse(Fields.EMPTY);
    // Whether somebody stripped the tags, the revision that runs must say.
    boolean further = adopts(operation, name, live) && lookedAt.equals("DescribeTaskDefinition");
    if (!further || !lookedBefore.equals("DescribeServices " + name)) {
      looked(operation, "DescribeServices " + name);
    }
    owned(operation, name, live);
    var planned = desired().observed().service(key(name));
    if (planned.isEmpty()) {
      breaks(operation + " on " + name + ", which the plan did not see");
    } else if (!primary(live).equals(planned.get().primary().map(p -> p.id()))
        || !live.text("taskDefinition").equals(Optional.of(planned.get().taskDefinition()))) {
      breaks(operation + " on " + name + ", which is not as the plan saw it");
    }
    return live;
  }

  private void owned(String operation, String name, Fields live) {
    if (truth().ours(key(name), live) || adopts(operation, name, live)) return;
    breaks(operation + " on " + name + ", which is not ours");
  }

  /// What is nobody's becomes ours where the manifest asks for it, once nothing moves.
  private boolean adopts(String operation, String name, Fields live) {
    if (!operation.equals("TagResource")
        || !(change(name) instanceof Change.Adopt(var want, _, _))) {
      return false;
    }
    return want.wiring().adoption() != Adoption.REFUSED
        && !Account.tags(live).containsKey(Marks.OWNER)
        && live.each("deployments").size() == 1;
  }

  private void gate(String operation, String name) {
    if (!disturbed.isEmpty()) return;
    var closed = truth().closed(key(name));
    if (!closed.isEmpty()) breaks(operation + " of " + name + " before what it needs: " + closed);
  }

  private void onlyWhatWasPlanned(String name) {
    var now = account.service(name).orElse(Fields.EMPTY);
    boolean other = disturbed.contains(name) || returning.equals(Optional.of(name));
    if (now.isEmpty() || before.isEmpty() || other) return;
    var fields = fields(change(name));
    for (var moved : FieldDiff.service(account.wishOf(now), account.wishOf(before))) {
      boolean said =
          fields.stream()
              .anyMatch(
                  f -> moved.path().startsWith(f.path()) || f.path().startsWith(moved.path()));
      if (!said) breaks(name + ": " + moved.path() + " changed, which the plan did not say");
    }
  }

  private static List<Field> fields(Change change) {
    return switch (change) {
      case Change.Update(_, _, var fields) -> fields;
      case Change.Replace(_, _, var fields) -> fields;
      case Change.Waiting(var then, _) -> fields(then);
      case Change.Blocked(var then, _) -> fields(then);
      case Change.Create _, Change.Restart _, Change.Adopt _, Change.Keep _ -> List.of();
      case Change.Delete _ -> List.of();
    };
  }

  private Change change(String name) {
    return desired().changes().stream()
        .filter(change -> change.key().equals(key(name)))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<String> primary(Fields live) {
    return Account.primary(live).text("id");
  }

  private Plan desired() {
    return plan.orElseThrow();
  }

  private Truth truth() {
    return new Truth(account, desired().desired(), own);
  }

  private static ResourceKey key(String name) {
    return ResourceKey.service(name);
  }
}
