package dev.berth.manifest;

import dev.berth.model.Path;

/// What ECS refuses of a service that says to run on instances, EC2's or one's own. Source: ECS API
/// reference, CreateService; ECS developer guide, external instances.
final class InstanceChecks {
  private final Draft draft;
  private final Findings findings;

  InstanceChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  void run() {
    var launch = draft.fields().text("launchType").orElse("");
    boolean providers =
        draft.fields().each("capacityProviderStrategy").stream()
            .anyMatch(p -> !Fargate.provider(p));
    if (!providers && (launch.isEmpty() || launch.equals("FARGATE"))) return;
    if (draft.fields().text("platformVersion").filter(v -> !v.equals("LATEST")).isPresent()) {
      var path = Path.ROOT.field("platformVersion");
      tell("capacity", path, "a platform version is Fargate's, and this runs on instances");
    }
    if (!launch.equals("EXTERNAL")) return;
    if (draft.definition().text("networkMode").filter("awsvpc"::equals).isPresent()) {
      var path = Path.ROOT.field("taskDefinition").field("networkMode");
      tell("capacity", path, "external instances know no network mode awsvpc");
    }
    if (!draft.fields().items("loadBalancers").isEmpty()) {
      var path = Path.ROOT.field("loadBalancers");
      tell("capacity", path, "services on external instances take no load balancer");
    }
  }

  private void tell(String rule, Path path, String sentence) {
    draft.tell(findings, rule, path, sentence, "remove it");
  }
}
