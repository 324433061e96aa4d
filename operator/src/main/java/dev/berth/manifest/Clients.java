package dev.berth.manifest;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Who seems to be a client of whom: a service in whose containers another one's Service Connect
/// name stands. A guess, for people to take or leave.
final class Clients {
  private final TreeMap<String, TreeSet<String>> servers = new TreeMap<>();

  /// @param services in ECS's words, by name
  Clients(SortedMap<String, Fields> services) {
    var names = new TreeMap<String, Pattern>();
    services.forEach((name, service) -> {
      var known = aliases(service);
      if (!known.isEmpty()) names.put(name, anyOf(known));
    });
    services.forEach((client, service) -> {
      if (!service.fields("serviceConnectConfiguration").on("enabled")) return;
      var texts = String.join("\n", texts(service));
      names.forEach((server, pattern) -> {
        if (server.equals(client) || !pattern.matcher(texts).find()) return;
        servers.computeIfAbsent(client, _ -> new TreeSet<>()).add(server);
      });
    });
  }

  private static SortedSet<String> aliases(Fields service) {
    var names = new TreeSet<String>();
    for (var server : service.fields("serviceConnectConfiguration").each("services")) {
      for (var alias : server.each("clientAliases")) alias.text("dnsName").ifPresent(names::add);
    }
    return names;
  }

  private static Pattern anyOf(SortedSet<String> names) {
    var words = names.stream().map(Pattern::quote).toList();
    return Pattern.compile("(?<![\\w.-])(" + String.join("|", words) + ")(?![\\w.-])");
  }

  private static List<String> texts(Fields service) {
    var texts = new ArrayList<String>();
    for (var container : service.fields("taskDefinition").each("containerDefinitions")) {
      container.each("environment").forEach(pair -> pair.text("value").ifPresent(texts::add));
      for (var list : List.of("command", "entryPoint")) {
        for (var word : container.items(list)) {
          if (word instanceof Value.Text(var text)) texts.add(text);
        }
      }
    }
    return texts;
  }

  /// Comments for a manifest: an order where only one needs the other, a mere connection where both
  /// name each other.
  List<String> notes(String client) {
    var both = new ArrayList<String>();
    var one = new ArrayList<String>();
    for (var server : servers.getOrDefault(client, new TreeSet<>())) {
      boolean back = servers.getOrDefault(server, new TreeSet<>()).contains(client);
      (back ? both : one).add(server);
    }
    var notes = new ArrayList<String>();
    if (!one.isEmpty()) {
      notes.add("It names these. If it is to roll out after them:");
      notes.add("dependsOn: [" + String.join(", ", one) + "]");
    }
    if (!both.isEmpty()) {
      notes.add("It and these name each other, so that neither can come first:");
      notes.add("connectsTo: [" + String.join(", ", both) + "]");
    }
    return List.copyOf(notes);
  }
}
