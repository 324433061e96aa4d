package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.reconcile.Use.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects what the manifests of one environment refer to.
final class Uses {
  private static final String TASKS = "ecs-tasks.amazonaws.com";
  private static final String ECS = "ecs.amazonaws.com";
  private static final Path DEFINITION = Path.of("taskDefinition");

  private final Desired desired;
  private final List<Use> uses = new ArrayList<>();

  private Uses(Desired desired) {
    this.desired = desired;
  }

  static List<Use> of(Desired desired) {
    var collected = new Uses(desired);
    collected.homes();
    for (var want : desired.wanted().values()) {
      if (!want.key().kind().home()) collected.resource(want);
    }
    return List.copyOf(collected.uses);
  }

  private void homes() {
    var environment = desired.environment();
    var cluster = ResourceKey.cluster(environment.cluster().name());
    home(cluster, Reference.Kind.CLUSTER, environment.cluster());
    environment
        .namespace()
        .ifPresent(
            home -> home(ResourceKey.namespace(home.name()), Reference.Kind.NAMESPACE, home));
  }

  private void home(ResourceKey key, Reference.Kind kind, Home home) {
    Need need =
        home.origin() == Origin.CREATED ? new Need.Made("apply makes it") : new Need.Present();
    uses.add(new Use(key, "environment", Path.ROOT, new Reference(kind, home.name()), need));
  }

  private void resource(Wanted want) {
    var fields = want.fields();
    service(want, fields);
    balancers(want, fields);
    var definition = fields.fields("taskDefinition");
    if (definition.isEmpty()) return;
    role(want, "task", DEFINITION, definition, "executionRoleArn", TASKS);
    role(want, "task", DEFINITION, definition, "taskRoleArn", TASKS);
    var platform = platform(definition);
    for (var container : definition.each("containerDefinitions")) {
      container(want, container, platform);
    }
  }

  private void service(Wanted want, Fields fields) {
    role(want, "service", Path.ROOT, fields, "role", ECS);
    var network = fields.fields("networkConfiguration").fields("awsvpcConfiguration");
    var at = Path.of("networkConfiguration.awsvpcConfiguration");
    texts(want, "network", at, network, "subnets", Reference.Kind.SUBNET);
    texts(want, "network", at, network, "securityGroups", Reference.Kind.SECURITY_GROUP);
    var cluster = new Reference(Reference.Kind.CLUSTER, desired.environment().cluster().name());
    for (var item : fields.each("capacityProviderStrategy")) {
      var name = item.text("capacityProvider").orElse("");
      var path = Path.of("capacityProviderStrategy").element(name);
      add(want, "service", path, Reference.Kind.CAPACITY_PROVIDER, name, provider(name, cluster));
    }
    var connect = fields.fields("serviceConnectConfiguration");
    connect
        .text("namespace")
        .filter(name -> connect.on("enabled") && !ownNamespace(name))
        .ifPresent(name -> {
          var path = Path.of("serviceConnectConfiguration.namespace");
          var last = name.substring(name.lastIndexOf('/') + 1);
          add(want, "service", path, Reference.Kind.NAMESPACE, last, new Need.Present());
        });
  }

  private boolean ownNamespace(String name) {
    return desired.environment().namespace().filter(home -> home.name().equals(name)).isPresent();
  }

  private Need provider(String name, Reference cluster) {
    var home = desired.environment().cluster();
    boolean made =
        home.origin() == Origin.CREATED
            && home.settings().items("capacityProviders").contains(Value.of(name));
    return made ? new Need.Made("apply gives it to the cluster") : new Need.Provider(cluster);
  }

  private void balancers(Wanted want, Fields fields) {
    boolean awsvpc =
        fields.fields("taskDefinition").text("networkMode").filter("awsvpc"::equals).isPresent();
    for (var balancer : fields.each("loadBalancers")) {
      var container = balancer.text("containerName").orElse("");
      var port = balancer.whole("containerPort");
      var need =
          new Need.Targets(awsvpc ? "ip" : "instance", port, protocol(fields, container, port));
      var at = Path.of("loadBalancers");
      var advanced = balancer.fields("advancedConfiguration");
      target(want, at, balancer, "targetGroupArn", need);
      target(want, at, advanced, "alternateTargetGroupArn", need);
      role(want, "service", at, advanced, "roleArn", ECS);
    }
  }

  private void target(Wanted want, Path at, Fields from, String member, Need need) {
    from.text(member)
        .ifPresent(
            arn -> add(want, "service", at.element(arn), Reference.Kind.TARGET_GROUP, arn, need));
  }

  private static String protocol(Fields fields, String container, Optional<Integer> port) {
    return fields.fields("taskDefinition").each("containerDefinitions").stream()
        .filter(each -> each.text("name").filter(container::equals).isPresent())
        .flatMap(each -> each.each("portMappings").stream())
        .filter(mapping -> mapping.whole("containerPort").equals(port))
        .flatMap(mapping -> mapping.text("protocol").stream())
        .findFirst()
        .orElse("tcp");
  }

  private void container(Wanted want, Fields container, Optional<String> platform) {
    var name = container.text("name").orElse("");
    var part = "container " + name;
    var at = DEFINITION.field("containerDefinitions").element(name);
    container
        .text("image")
        .ifPresent(image -> {
          var path = at.field("image");
          add(want, part, path, Reference.Kind.IMAGE, image, new Need.Platform(platform));
        });
    secrets(want, part, at.field("secrets"), container.each("secrets"));
    var log = container.fields("logConfiguration");
    secrets(want, part, at.field("logConfiguration"), log.each("secretOptions"));
    container
        .fields("repositoryCredentials")
        .text("credentialsParameter")
        .ifPresent(arn -> {
          var path = at.field("repositoryCredentials");
          add(want, part, path, Reference.Kind.SECRET, arn, new Need.Present());
        });
    logs(want, part, at.field("logConfiguration"), log);
  }

  private void secrets(Wanted want, String part, Path at, List<Fields> items) {
    for (var item : items) {
      var path = at.element(item.text("name").orElse(""));
      item.text("valueFrom")
          .ifPresent(
              from -> add(want, part, path, Reference.Kind.SECRET, from, new Need.Present()));
    }
  }

  private void logs(Wanted want, String part, Path at, Fields log) {
    if (log.text("logDriver").filter("awslogs"::equals).isEmpty()) return;
    var options = log.fields("options");
    var group = options.text("awslogs-group");
    if (group.isEmpty()) return;
    var region = options.text("awslogs-region");
    var own = desired.environment().region();
    Need need = new Need.Present();
    if (options.text("awslogs-create-group").filter("true"::equals).isPresent()) {
      need = new Need.Made("the first task makes it");
    } else if (region.isPresent() && own.isPresent() && !region.equals(own)) {
      var why = "it lies in %s, and only %s is asked".formatted(region.get(), own.get());
      need = new Need.Unasked(why, "");
    }
    add(want, part, at, Reference.Kind.LOG_GROUP, group.get(), need);
  }

  /// Fargate has no host to choose: X86_64 where nothing is stated (source: ECS API reference,
  /// RuntimePlatform).
  private static Optional<String> platform(Fields definition) {
    var platform = definition.fields("runtimePlatform");
    boolean fargate = definition.items("requiresCompatibilities").contains(Value.of("FARGATE"));
    if (!fargate && platform.text("cpuArchitecture").isEmpty()) return Optional.empty();
    boolean windows =
        platform.text("operatingSystemFamily").filter(os -> os.startsWith("WINDOWS")).isPresent();
    boolean arm = platform.text("cpuArchitecture").filter("ARM64"::equals).isPresent();
    return Optional.of((windows ? "windows" : "linux") + "/" + (arm ? "arm64" : "amd64"));
  }

  private void role(Wanted want, String part, Path at, Fields from, String member, String trusted) {
    from.text(member)
        .ifPresent(arn -> {
          var need = new Need.Trust(trusted);
          add(want, part, at.field(member), Reference.Kind.ROLE, arn, need);
        });
  }

  private void texts(
      Wanted want, String part, Path at, Fields from, String member, Reference.Kind kind) {
    for (var item : from.items(member)) {
      if (!(item instanceof Value.Text(var id))) continue;
      add(want, part, at.field(member), kind, id, new Need.Present());
    }
  }

  private void add(
      Wanted want, String part, Path path, Reference.Kind kind, String name, Need need) {
    var use = new Use(want.key(), part, path, new Reference(kind, name), need);
    if (!uses.contains(use)) uses.add(use);
  }
}
