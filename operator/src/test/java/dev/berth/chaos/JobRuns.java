package dev.berth.chaos;

import java.util.TreeSet;
import java.util.function.Consumer;

/// Which tasks the Job had: one for each time that its content became another. Who goes back to a
/// former content asks for it anew.
final class JobRuns {
  private final Facts facts;
  private final Consumer<String> breaks;
  private final TreeSet<String> tasks = new TreeSet<>();
  private final TreeSet<String> tags = new TreeSet<>();
  private String turn = "";
  private int ran;

  JobRuns(Facts facts, Consumer<String> breaks) {
    this.facts = facts;
    this.breaks = breaks;
  }

  boolean known(String task) {
    return tasks.stream().anyMatch(arn -> arn.equals(task) || arn.endsWith("/" + task));
  }

  boolean of(String tag) {
    return tags.contains(tag);
  }

  void after(String operation) {
    if (operation.equals("RegisterTaskDefinition")) turns();
    if (operation.equals("RunTask")) ran();
  }

  private void turns() {
    var content = facts.content(Wish.JOB).map(each -> each.get("image")).orElse("");
    if (content.equals(turn)) return;
    turn = content;
    ran = 0;
  }

  private void ran() {
    for (var task : facts.runs()) {
      if (!tasks.add(task.text("taskArn").orElseThrow())) continue;
      tags.add(Facts.tag(task));
      if (++ran > 1) breaks.accept("the Job ran " + ran + " times for " + turn);
    }
  }
}
