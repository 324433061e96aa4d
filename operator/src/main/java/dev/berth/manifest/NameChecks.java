package dev.berth.manifest;

import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Names that ECS takes, and names that two services cannot both have.
final class NameChecks {
  /// Of clusters, services and families (source: ECS API reference, CreateService).
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private static final Path FAMILY = Path.ROOT.field("taskDefinition").field("family");
  private static final Path CONNECT = Path.ROOT.field("serviceConnectConfiguration");

  static final Path NAMED = Document.SPEC.field("serviceName");

  private final Findings findings;
  private final TreeMap<String, Draft> services = new TreeMap<>();
  private final TreeMap<String, Draft> families = new TreeMap<>();
  private final TreeMap<String, Draft> discovered = new TreeMap<>();
  private final TreeMap<String, Draft> aliases = new TreeMap<>();

  NameChecks(Findings findings) {
    this.findings = findings;
  }

  void add(Draft draft) {
    var before =
        draft.kind() == Kind.JOB
            ? Optional.<Draft>empty()
            : Optional.ofNullable(services.putIfAbsent(draft.serviceName(), draft));
    before.ifPresent(other -> {
      var sentence = "there is another service " + draft.serviceName() + " in " + other.place();
      findings.error("name-clash", draft.place(), NAMED, sentence, "choose another");
    });
    draft
        .definition()
        .text("family")
        .ifPresent(name -> twice(families, name, draft, FAMILY, "is the family"));
    connected(draft);
  }

  static String form() {
    return "use 1 to 255 letters, digits, hyphens and underscores";
  }

  private void connected(Draft draft) {
    var connect = draft.fields().fields("serviceConnectConfiguration");
    if (!connect.on("enabled")) return;
    var namespace = connect.text("namespace").orElse("");
    for (var service : connect.each("services")) {
      var port = service.text("portName").orElse("");
      var path = CONNECT.field("services").element(port);
      var name = service.text("discoveryName").orElse(port);
      var at = path.field("discoveryName");
      twice(discovered, namespace + "/" + name, draft, at, "is the discovery name");
      for (var alias : service.each("clientAliases")) {
        var number = alias.whole("port").map(String::valueOf).orElse("");
        var dns = alias.text("dnsName").orElse(name + "." + namespace);
        var where = path.field("clientAliases").element(number);
        twice(aliases, dns + ":" + number, draft, where, "is an alias");
      }
    }
  }

  private void twice(
      TreeMap<String, Draft> seen, String name, Draft draft, Path path, String what) {
    var before = Optional.ofNullable(seen.putIfAbsent(name, draft));
    if (before.isEmpty()) return;
    var shown = name.substring(name.lastIndexOf('/') + 1);
    Origin other = before.get().place();
    var owner = before.get() == draft ? "this service" : before.get().name() + " (" + other + ")";
    var sentence = shown + " " + what + " of " + owner + " already";
    draft.tell(findings, "name-clash", path, sentence, "choose another");
  }
}
