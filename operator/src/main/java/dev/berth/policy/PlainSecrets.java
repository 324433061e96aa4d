package dev.berth.policy;

import dev.berth.model.PlainSecret;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what looks like a secret in a plain variable: anyone who may describe a task definition
/// could read it there, for as long as the revision exists.
final class PlainSecrets {
  private PlainSecrets() {}

  static Stream<Fault> of(Wanted want) {
    return Containers.of(want)
        .flatMap(container ->
            container.fields().each("environment").stream()
                .flatMap(variable -> fault(container, variable).stream()));
  }

  private static Optional<Fault> fault(Containers.Placed container, Fields variable) {
    var name = variable.text("name").orElse("");
    var value = variable.text("value").orElse("");
    return PlainSecret.why(name, value)
        .map(why ->
            new Fault(
                container.path().field("environment").element(name).field("value"),
                name + " " + why,
                "keep it in Secrets Manager or Parameter Store, and name its ARN under secrets:"));
  }
}
