package dev.berth.plan;

import dev.berth.model.Live.LiveJob;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.List;
import java.util.TreeMap;

/// What makes a Job run again: its containers, its volumes and its `trigger`. How large they
/// are, where they run, under which role and where they log does not.
final class JobIdentity {
  /// Of the identity: raised when the same manifest would have another hash.
  static final int VERSION = 1;

  static final String TRIGGER = "trigger";
  private static final List<String> MEMBERS = List.of("containerDefinitions", "volumes");

  private static final List<String> CIRCUMSTANCES =
      List.of("cpu", "memory", "memoryReservation", "logConfiguration", "firelensConfiguration");

  private JobIdentity() {}

  /// For tags. Equal: the same. Any other says nothing: then the parts are compared.
  static String hash(Wanted want) {
    return VERSION + "-" + Digest.of(wanted(want));
  }

  /// As a service that has nothing but a definition, so that the tables name the paths.
  static Fields wanted(Wanted want) {
    var trigger = want.terms().map(terms -> terms.trigger()).orElse("");
    return parts(ServiceFields.definition(want.fields()), trigger);
  }

  static Fields live(LiveJob have) {
    return parts(have.definition().fields(), have.ledger().trigger());
  }

  private static Fields parts(Fields definition, String trigger) {
    var canonical = Canonical.task(definition);
    var kept = new TreeMap<String, Value>();
    for (var name : MEMBERS) {
      var items = canonical.items(name).stream().map(JobIdentity::without).toList();
      if (!items.isEmpty()) kept.put(name, Value.items(items));
    }
    var parts = Fields.EMPTY.with(ServiceFields.DEFINITION, new Fields(kept));
    return trigger.isEmpty() ? parts : parts.with(TRIGGER, Value.of(trigger));
  }

  private static Value without(Value element) {
    if (!(element instanceof Fields fields)) return element;
    for (var name : CIRCUMSTANCES) fields = fields.without(name);
    return fields;
  }
}
