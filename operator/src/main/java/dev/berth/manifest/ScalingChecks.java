package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Sameness;
import dev.berth.plan.ScalingFields;
import dev.berth.plan.ServiceFields;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.TreeSet;

/// What Application Auto Scaling would refuse of a Service's `scaling`.
final class ScalingChecks {
  private static final Path SCALING = Path.ROOT.field(ScalingFields.MEMBER);

  private final Draft draft;
  private final Findings findings;

  ScalingChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  void run() {
    if (draft.scaling().isEmpty()) return;
    var scaling = draft.scaling().get();
    if (draft.fields().text("schedulingStrategy").filter("DAEMON"::equals).isPresent()) {
      var hint = "take `scaling` out";
      tell("scaling", SCALING, "a DAEMON service runs one task an instance", hint);
    }
    needed(scaling, SCALING, ScalingFields.MIN);
    needed(scaling, SCALING, ScalingFields.MAX);
    ordered(scaling, SCALING);
    counted(scaling);
    if (unique(scaling, ScalingFields.POLICIES, ScalingFields.POLICY_NAME)) {
      scaling.each(ScalingFields.POLICIES).forEach(this::policy);
    }
    if (unique(scaling, ScalingFields.ACTIONS, ScalingFields.ACTION_NAME)) {
      scaling.each(ScalingFields.ACTIONS).forEach(this::action);
    }
  }

  private void ordered(Fields fields, Path path) {
    var range = ScalingFields.range(fields);
    if (range.filter(r -> r.min() > r.max()).isEmpty()) return;
    var sentence = "the least number of tasks, " + range.get().min() + ", is more than the most";
    tell("scaling-range", path.field(ScalingFields.MIN), sentence, "lower it, or raise the other");
  }

  /// A stated count serves on creation only, and then it is the count to begin with.
  private void counted(Fields scaling) {
    var count = draft.fields().whole(ServiceFields.COUNT);
    var range = ScalingFields.range(scaling).filter(r -> r.min() <= r.max());
    if (count.isEmpty() || range.isEmpty()) return;
    if (range.get().clamp(count.get()) == count.get()) return;
    var sentence = count.get() + " lies outside of the range of `scaling`, " + range.get();
    var hint = "take it out, or choose one in the range: it counts on creation only";
    tell("scaling-range", Path.ROOT.field(ServiceFields.COUNT), sentence, hint);
  }

  /// Each has a name, and no other has it.
  private boolean unique(Fields scaling, String list, String name) {
    var seen = new TreeSet<String>();
    var path = SCALING.field(list);
    boolean right = true;
    for (var each : scaling.each(list)) {
      var own = each.text(name);
      if (own.isPresent() && seen.add(own.get())) continue;
      right = false;
      if (own.isEmpty()) tell("missing-field", path, "`" + name + "` is missing", "");
      else tell("name-clash", path.element(own.get()), own.get() + " stands here twice", "");
    }
    return right;
  }

  private void policy(Fields policy) {
    var name = policy.text(ScalingFields.POLICY_NAME).orElse("");
    var path = SCALING.field(ScalingFields.POLICIES).element(name);
    var types = ScalingFields.types(policy);
    if (types.size() != 1) {
      var sentence = "a policy has one configuration, and this one has " + types.size();
      var hint = "state targetTrackingScalingPolicyConfiguration or stepScalingPolicyConfiguration";
      tell("scaling-policy", path, sentence, hint);
      return;
    }
    if (!policy.text("policyType").orElse(types.getFirst()).equals(types.getFirst())) {
      var hint = "take it out: the configuration says it";
      var sentence = "the configuration is that of " + types.getFirst();
      tell("scaling-policy", path.field("policyType"), sentence, hint);
    }
    ScalingFields.tracking(policy).ifPresent(t -> tracking(t.fields(), path.field(t.name())));
    ScalingFields.steps(policy).ifPresent(s -> steps(s.fields(), path.field(s.name())));
  }

  private void tracking(Fields tracking, Path path) {
    needed(tracking, path, "targetValue");
    var metric = tracking.fields("predefinedMetricSpecification");
    if (metric.isEmpty() == tracking.fields("customizedMetricSpecification").isEmpty()) {
      var hint = "state predefinedMetricSpecification or customizedMetricSpecification";
      tell("scaling-policy", path, "it follows one metric, neither none nor two", hint);
    }
    if (metric.text("predefinedMetricType").filter("ALBRequestCountPerTarget"::equals).isEmpty()) {
      return;
    }
    needed(metric, path.field("predefinedMetricSpecification"), "resourceLabel");
  }

  private void steps(Fields steps, Path path) {
    needed(steps, path, "adjustmentType");
    needed(steps, path, "stepAdjustments");
    for (var step : steps.each("stepAdjustments")) {
      var low = step.at("metricIntervalLowerBound");
      var at = path.field("stepAdjustments").element(low.map(ScalingChecks::word).orElse(""));
      needed(step, at, "scalingAdjustment");
      if (low.isEmpty() && step.at("metricIntervalUpperBound").isEmpty()) {
        tell("scaling-policy", at, "a step has a lower or an upper bound", "state one of them");
      }
    }
  }

  private void action(Fields action) {
    var name = action.text(ScalingFields.ACTION_NAME).orElse("");
    var path = SCALING.field(ScalingFields.ACTIONS).element(name);
    needed(action, path, ScalingFields.SCHEDULE);
    action
        .text(ScalingFields.SCHEDULE)
        .flatMap(text -> Schedules.wrong(text).map(why -> "`" + text + "` is no schedule: " + why))
        .ifPresent(sentence -> tell("schedule", path.field(ScalingFields.SCHEDULE), sentence, ""));
    var target = action.fields(ScalingFields.TARGET_ACTION);
    var at = path.field(ScalingFields.TARGET_ACTION);
    if (target.isEmpty()) {
      tell("missing-field", at, "it changes neither minCapacity nor maxCapacity", "state one");
    }
    ordered(target, at);
    times(action, path);
  }

  private void times(Fields action, Path path) {
    action
        .text("timezone")
        .filter(zone -> !known(zone))
        .ifPresent(zone -> {
          var hint = "use a name such as Europe/Berlin";
          tell("schedule", path.field("timezone"), "there is no time zone `" + zone + "`", hint);
        });
    for (var name : java.util.List.of("startTime", "endTime")) {
      var stated = action.at(name);
      if (stated.isEmpty() || Sameness.time(stated.get()).isPresent()) continue;
      var sentence = "this is no point of time";
      tell("schedule", path.field(name), sentence, "write it as 2027-01-31T08:00:00Z");
    }
    var start = action.at("startTime").flatMap(Sameness::time);
    var end = action.at("endTime").flatMap(Sameness::time);
    if (start.isEmpty() || end.isEmpty() || start.get().isBefore(end.get())) return;
    tell("schedule", path.field("endTime"), "it ends before it starts", "");
  }

  private static boolean known(String zone) {
    try {
      ZoneId.of(zone);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private void needed(Fields fields, Path path, String name) {
    if (fields.at(name).isPresent()) return;
    tell("missing-field", path.field(name), "`" + name + "` is missing", "");
  }

  private static String word(Value value) {
    return value instanceof Value.Text(var text) ? text : value.toString();
  }

  private void tell(String rule, Path path, String sentence, String hint) {
    draft.tell(findings, rule, path, sentence, hint);
  }
}
