package dev.berth.cli;

import dev.berth.model.Value;
import dev.berth.reconcile.Verification;
import dev.berth.reconcile.Verification.Checked;
import java.util.TreeMap;

/// `berth verify` for programs.
final class VerifyValue {
  private static final int VERSION = 1;

  private VerifyValue() {}

  static Value of(Verification verification) {
    var map = new TreeMap<String, Value>();
    map.put("version", Value.of(VERSION));
    map.put("environment", Value.of(verification.environment()));
    map.put("sound", Value.of(verification.sound()));
    map.put("checks", Value.items(verification.checks().stream().map(VerifyValue::one).toList()));
    return Value.fields(map);
  }

  private static Value one(Checked check) {
    var map = new TreeMap<String, Value>();
    map.put("key", Value.of(check.by().toString()));
    map.put("part", Value.of(check.part()));
    map.put("kind", Value.of(check.reference().kind().words()));
    map.put("name", Value.of(check.reference().name()));
    map.put("state", Value.of(check.state().name()));
    map.put("told", Value.of(check.told()));
    check.finding().ifPresent(finding -> map.put("finding", FindingsValue.one(finding)));
    return Value.fields(map);
  }
}
