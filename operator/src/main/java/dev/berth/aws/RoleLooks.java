package dev.berth.aws;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Fact;
import dev.berth.reconcile.Sighting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Roles, and which services may take them. IAM has no call for several.
final class RoleLooks {
  private final AwsClients clients;
  private final PassLooks passing;
  private final Abreast abreast;

  RoleLooks(AwsClients clients) {
    this.clients = clients;
    this.passing = new PassLooks(clients);
    this.abreast = new Abreast(clients.settings().width());
  }

  /// @param names or ARNs
  SortedMap<String, Sighting<Fact>> look(TreeSet<String> names) {
    var list = List.copyOf(names);
    var sightings = abreast.map(list, this::one);
    var arns = new TreeSet<String>();
    for (var sighting : sightings) {
      if (sighting instanceof Sighting.Found<Trusting>(var role)) arns.add(role.arn());
    }
    var passable = passing.look(arns);
    var found = new TreeMap<String, Sighting<Fact>>();
    for (int i = 0; i < list.size(); i++) found.put(list.get(i), with(sightings.get(i), passable));
    return found;
  }

  private record Trusting(String arn, List<String> services) {}

  private static Sighting<Fact> with(
      Sighting<Trusting> sighting, SortedMap<String, Sighting<List<String>>> passable) {
    return switch (sighting) {
      case Sighting.Found<Trusting>(Trusting(var arn, var services)) ->
          new Sighting.Found<>(new Fact.Role(services, passable.get(arn)));
      case Sighting.Missing<Trusting>(var why, var hint) -> new Sighting.Missing<>(why, hint);
      case Sighting.Hidden<Trusting>(var why, var hint) -> new Sighting.Hidden<>(why, hint);
    };
  }

  private Sighting<Trusting> one(String arn) {
    var name = arn.substring(arn.lastIndexOf('/') + 1);
    try {
      var role = clients.call(() -> clients.roles().getRole(r -> r.roleName(name))).role();
      if (arn.startsWith("arn:") && !arn.equals(role.arn())) return other(role.arn());
      var trusted = trusted(role.assumeRolePolicyDocument());
      return new Sighting.Found<>(new Trusting(role.arn(), trusted));
    } catch (EcsFailure e) {
      if (e.failure().passing()) throw e;
      if (!e.failure().code().startsWith("NoSuchEntity")) {
        return Refusals.hidden(e.failure(), "iam:GetRole");
      }
      return new Sighting.Missing<>("there is no role " + name, "create it, or correct its ARN");
    }
  }

  /// Of another account, or under another path: this account's role of that name is not the one.
  private static Sighting<Trusting> other(String arn) {
    return new Sighting.Missing<>("this account's role of that name is " + arn, "correct the ARN");
  }

  private static List<String> trusted(String document) {
    var text = URLDecoder.decode(document, StandardCharsets.UTF_8);
    if (!(Json.parse(text) instanceof Fields policy)) return List.of();
    return statements(policy)
        .filter(statement -> statement.text("Effect").filter("Allow"::equals).isPresent())
        .filter(statement -> words(statement, "Action").anyMatch(RoleLooks::assumes))
        .flatMap(statement -> words(statement.fields("Principal"), "Service"))
        .distinct()
        .toList();
  }

  private static boolean assumes(String action) {
    return action.equals("sts:AssumeRole") || action.equals("sts:*") || action.equals("*");
  }

  /// One, or a list of them: IAM takes both.
  private static Stream<Fields> statements(Fields policy) {
    if (policy.at("Statement").orElse(null) instanceof Fields one) return Stream.of(one);
    return policy.each("Statement").stream();
  }

  private static Stream<String> words(Fields fields, String member) {
    if (fields.text(member).isPresent()) return fields.text(member).stream();
    return fields.items(member).stream()
        .map(item -> item instanceof Value.Text(var text) ? text : "");
  }
}
