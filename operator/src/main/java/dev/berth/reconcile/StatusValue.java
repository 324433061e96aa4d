package dev.berth.reconcile;

import dev.berth.model.Value;
import dev.berth.plan.Holding;
import dev.berth.plan.JobReport;
import dev.berth.plan.Plan;
import dev.berth.plan.PlanValue;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// A status for programs.
public final class StatusValue {
  private static final int VERSION = 1;

  private StatusValue() {}

  public static Value of(Status status, Plan plan) {
    var map = new TreeMap<String, Value>();
    map.put("version", Value.of(VERSION));
    map.put("environment", Value.of(plan.desired().environment().name()));
    map.put("at", Value.of(status.at().toString()));
    map.put("settled", Value.of(status.settled()));
    map.put("calls", Value.of(plan.observed().calls()));
    map.put("notes", Value.texts(plan.notes()));
    map.put("unseen", Value.texts(List.copyOf(plan.observed().unseen())));
    map.put(
        "resources", Value.items(status.lines().stream().map(line -> line(line, plan)).toList()));
    return Value.fields(map);
  }

  private static Value line(Status.Line line, Plan plan) {
    var map = new TreeMap<String, Value>();
    map.put("key", Value.of(line.key().toString()));
    map.put("wave", Value.of(line.wave() + 1));
    map.put("state", Value.of(line.state().name().toLowerCase(Locale.ROOT)));
    map.put("tasks", Value.of(line.tasks()));
    map.put("taskDefinition", Value.of(line.revision()));
    line.since().ifPresent(at -> map.put("since", Value.of(at.toString())));
    var names = line.waitsFor().stream().map(Object::toString).toList();
    map.put("waitsFor", Value.texts(names));
    map.put("why", Value.of(line.why()));
    plan.changes().stream()
        .filter(change -> change.key().equals(line.key()))
        .flatMap(change -> Holding.restraint(change).stream())
        .forEach(by -> map.put("restraint", PlanValue.restraint(by)));
    line.run().ifPresent(run -> map.put("run", run(run)));
    return Value.fields(map);
  }

  private static Value run(JobReport run) {
    var map = new TreeMap<String, Value>();
    run.attempt().ifPresent(attempt -> map.put("attempt", Value.of(attempt.id())));
    run.outcome()
        .ifPresent(outcome -> {
          map.put("result", Value.of(outcome.result().name().toLowerCase(Locale.ROOT)));
          map.put("ended", Value.of(outcome.at().toString()));
          map.put("reason", Value.of(outcome.reason()));
          outcome.exit().ifPresent(code -> map.put("exitCode", Value.of(code)));
          outcome.container().ifPresent(name -> map.put("container", Value.of(name)));
        });
    run.task().ifPresent(id -> map.put("task", Value.of(id)));
    run.log()
        .ifPresent(log -> {
          map.put("logGroup", Value.of(log.group()));
          map.put("logStream", Value.of(log.stream()));
        });
    return Value.fields(map);
  }
}
