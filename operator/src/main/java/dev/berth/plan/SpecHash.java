package dev.berth.plan;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Field.Consequence;
import java.util.List;
import java.util.TreeMap;

/// Short names for what is wanted, for tags. Equal hash: equal. A different hash, or one of
/// another version, says nothing: then the fields are compared.
public final class SpecHash {
  /// Of the canonical form: raised when the same manifest would hash differently.
  public static final int VERSION = 1;

  private SpecHash() {}

  /// Of all that a roll-out is about: the task definition, what starts a deployment or replaces the
  /// service, and how to roll out.
  public static String content(Fields want) {
    return hash(part(want, Part.CONTENT));
  }

  /// Of what is written in place: `deploymentConfiguration`, too, which is no reason for a
  /// roll-out.
  public static String settings(Fields want) {
    return hash(part(want, Part.SETTINGS));
  }

  private enum Part {
    CONTENT,
    SETTINGS
  }

  private static Fields part(Fields want, Part part) {
    var kept = new TreeMap<String, Value>();
    Canonical.service(want)
        .map()
        .forEach((name, value) -> {
          if (of(name).contains(part)) kept.put(name, value);
        });
    return new Fields(kept);
  }

  private static List<Part> of(String member) {
    if (member.equals(RolloutFields.MEMBER)) return List.of(Part.CONTENT, Part.SETTINGS);
    boolean content = member.equals(ServiceFields.DEFINITION) || rolls(member);
    return List.of(content ? Part.CONTENT : Part.SETTINGS);
  }

  /// A member, or the first row below it: the parts of one member have one consequence.
  private static boolean rolls(String member) {
    var rows = ServiceFields.ALONE;
    var row =
        rows.row(member)
            .or(() ->
                rows.rows().stream().filter(r -> r.path().startsWith(member + ".")).findFirst());
    return row.map(FieldRow::consequence)
        .map(consequence ->
            switch (consequence) {
              case Consequence.NewDeployment _, Consequence.Replace _ -> true;
              case Consequence.InPlace _, Consequence.Ignored _, Consequence.RunAgain _ -> false;
            })
        .orElse(false);
  }

  private static String hash(Fields fields) {
    return VERSION + "-" + Digest.of(fields);
  }
}
