package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// A role of IAM with what is attached to it.
final class Role {
  static final int SESSION = 3600;

  final String name;
  final String path;
  final SortedMap<String, String> inline = new TreeMap<>();
  final SortedSet<String> attached = new TreeSet<>();
  SortedMap<String, String> tags = new TreeMap<>();
  String trust;
  String description = "";

  /// How long a session may last, in seconds.
  int session = SESSION;

  private final String id;
  private final Instant at;

  Role(String name, String path, String id, Instant at, String trust) {
    this.name = name;
    this.path = path;
    this.id = id;
    this.at = at;
    this.trust = trust;
  }

  /// As it is described.
  ObjectNode shown(String account) {
    var shown = Json.object().put("RoleName", name).put("Path", path);
    shown.put("Arn", "arn:aws:iam::" + account + ":role" + path + name);
    shown.put("RoleId", id).put("CreateDate", at.toString());
    shown.put("AssumeRolePolicyDocument", encoded(trust)).put("MaxSessionDuration", session);
    if (!description.isEmpty()) shown.put("Description", description);
    if (!tags.isEmpty()) shown.set("Tags", Tags.write(tags, "Key", "Value"));
    return shown;
  }

  /// Documents come URL-encoded. Source: IAM API reference, GetRole.
  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  ObjectNode dump() {
    var dump = Json.object().put("trust", trust);
    inline.forEach(dump.putObject("inline")::put);
    attached.forEach(dump.putArray("attached")::add);
    dump.set("tags", Tags.write(tags));
    return dump;
  }
}
