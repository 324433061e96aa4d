package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The operations that create, read and delete services.
final class Services {
  private static final int LONGEST_TOKEN = 36;

  /// An order that says nothing.
  private static final Comparator<String> ANY =
      Comparator.comparing((String arn) -> Integer.reverse(arn.hashCode()))
          .thenComparing(Comparator.naturalOrder());

  private final World world;
  private final Rollouts rollouts;
  private final Deployments deployments;
  private final Connect connect;
  private final ServiceChecks checks;
  private final ServiceView view;

  Services(World world, Rollouts rollouts) {
    this.world = world;
    this.rollouts = rollouts;
    this.deployments = new Deployments(world);
    this.connect = new Connect(world);
    this.checks = new ServiceChecks(world, connect);
    this.view = new ServiceView(world);
  }

  ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "serviceName", "");
    ServiceChecks.name(name, "Service name");
    var cluster = world.cluster(input, caller);
    var tags = Tags.read(Json.items(input, "tags"));
    ServiceChecks.supported(input);
    TaskChecks.token(input, LONGEST_TOKEN);
    var repeated = repeated(cluster, name, input);
    if (repeated.isPresent()) return answer(repeated.get());
    var daemon = Instances.daemon(input);
    if (!Json.has(input, "desiredCount") && !daemon) {
      throw ApiError.invalidParameter("Desired count is required for REPLICA services.");
    }
    ServicePlacement.count(input, daemon);
    var definition =
        ServiceChecks.definition(world, Json.text(input, "taskDefinition", ""), caller);
    var spec = spec(cluster, input, definition);
    checks.check(cluster, Arns.of(cluster, "service", name), spec, definition);
    var service = new Service(cluster, name, input.deepCopy(), spec, world);
    service.desiredCount = daemon ? Instances.ALWAYS : Json.integer(input, "desiredCount", 0);
    service.tags = tags;
    cluster.services.remove(name);
    cluster.services.put(name, service);
    deployments.begin(service);
    rollouts.wake(service);
    return answer(service);
  }

  private ObjectNode answer(Service service) {
    return Json.object().set("service", view.withTags(service));
  }

  /// The same call again gives the service that it made, with a token or without. Source: ECS API
  /// reference, "Ensuring idempotency".
  private Optional<Service> repeated(Cluster cluster, String name, ObjectNode input) {
    var token = Json.text(input, "clientToken", "");
    for (var other : cluster.services.values()) {
      if (token.isEmpty() || !Json.text(other.request, "clientToken", "").equals(token)) continue;
      if (other.status == Service.Status.INACTIVE) continue;
      if (same(other.request, input)) return Optional.of(other);
      var members = Json.object();
      members.putArray("resourceIds").add(other.arn);
      throw ApiError.of("ConflictException", "The client token was used with other parameters.")
          .with(members);
    }
    var have = cluster.services.get(name);
    if (have == null) return Optional.empty();
    var inactive = have.status == Service.Status.INACTIVE;
    if (inactive && world.delays().free(have, world.now())) return Optional.empty();
    if (!have.active()) {
      throw ApiError.invalidParameter("Unable to Start a service that is still Draining.");
    }
    var again = same(have.request, input) && !world.switches().turned(Switch.CREATION_REPEATS);
    if (again) return Optional.of(have);
    throw ApiError.invalidParameter("Creation of service was not idempotent.");
  }

  private static boolean same(ObjectNode one, ObjectNode other) {
    return bare(one).equals(bare(other));
  }

  private static String bare(ObjectNode request) {
    var copy = request.deepCopy();
    copy.remove(List.of("clientToken", "cluster"));
    return Json.write(Json.canonical(copy));
  }

  private ObjectNode spec(Cluster cluster, ObjectNode input, TaskDefinition definition) {
    var spec = ServiceSpec.merge(ServiceSpec.defaults(input), input, cluster, connect);
    var strategy = Json.items(input, "capacityProviderStrategy");
    var launchType = Json.text(input, "launchType", "");
    if (!launchType.isEmpty() && !strategy.isEmpty()) {
      throw ApiError.invalidParameter(
          "Specifying both a launch type and capacity provider strategy is not supported. Remove"
              + " one and try again.");
    }
    if (launchType.isEmpty() && strategy.isEmpty()) {
      ServiceSpec.strategy(spec, cluster.defaultStrategy);
    }
    var strategic = Json.has(spec, "capacityProviderStrategy");
    var otherwise = strategic ? Instances.launchType(spec) : "EC2";
    spec.put("launchType", launchType.isEmpty() ? otherwise : launchType);
    if (Json.has(input, "role")) spec.set("role", input.get("role"));
    spec.put("taskDefinition", definition.arn());
    if (!Json.has(spec, "availabilityZoneRebalancing")) {
      var possible = ServicePlacement.hindrance(spec).isEmpty();
      spec.put("availabilityZoneRebalancing", possible ? "ENABLED" : "DISABLED");
    }
    return spec;
  }

  ObjectNode describe(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var names = Json.texts(input, "services");
    if (names.isEmpty()) throw ApiError.invalidParameter("Services cannot be empty.");
    if (names.size() > 10) throw ApiError.invalidParameter("Services can have at most 10 items.");
    var tagged = Json.texts(input, "include").contains("TAGS");
    var answer = Json.object();
    var found = answer.putArray("services");
    var failures = answer.putArray("failures");
    for (var name : names) {
      var service =
          World.service(cluster, name).filter(each -> world.delays().shows(each, world.now()));
      service.ifPresent(each -> found.add(tagged ? view.withTags(each) : view.of(each)));
      if (service.isPresent()) continue;
      var arn = name.startsWith("arn:") ? name : Arns.of(cluster, "service", name);
      failures.addObject().put("arn", arn).put("reason", "MISSING");
    }
    return answer;
  }

  /// Only active ones.
  ObjectNode list(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var launchType = Json.text(input, "launchType", "");
    var strategy = Json.text(input, "schedulingStrategy", "");
    var all =
        cluster
            .activeServices()
            .filter(each -> world.delays().shows(each, world.now()))
            .filter(each -> launchType.isEmpty() || view.launchType(each).equals(launchType))
            .filter(each -> Json.text(each.spec, "schedulingStrategy", "").contains(strategy))
            .map(each -> each.arn)
            .toList();
    return page(all, input, "serviceArns");
  }

  ObjectNode listByNamespace(ObjectNode input) {
    var wanted = Json.text(input, "namespace", "");
    var namespace =
        world
            .cloudMap()
            .namespace(wanted)
            .orElseThrow(() -> ApiError.of("NamespaceNotFoundException", "Namespace not found."));
    var all =
        world
            .services()
            .filter(Service::active)
            .filter(each -> Connect.uses(each.spec, namespace.arn()))
            .map(each -> each.arn)
            .toList();
    return page(all, input, "serviceArns");
  }

  private static ObjectNode page(List<String> arns, ObjectNode input, String member) {
    var sorted = arns.stream().sorted(ANY).toList();
    var size = Json.integer(input, "maxResults", 10);
    if (size < 1 || size > 100) {
      throw ApiError.invalidParameter("maxResults must be between 1 and 100.");
    }
    var page = Page.of(sorted, arn -> arn, ANY, Json.text(input, "nextToken", ""), size);
    var answer = Json.object();
    page.items().forEach(answer.putArray(member)::add);
    return page.tokenInto(answer, "nextToken");
  }

  /// One that is deleted already is answered as it is: the action has no error for it. Source: ECS
  /// API reference, the errors of DeleteService; seen by users of services that were INACTIVE.
  ObjectNode delete(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var service = found(cluster, Json.text(input, "service", ""));
    if (!service.active()) return again(service);
    var free = Instances.daemon(service.spec) && !world.switches().turned(Switch.DAEMON_DELETE);
    var count = service.desiredCount;
    if (count > 0 && !free && !Json.flag(input, "force", false)) {
      throw ApiError.invalidParameter("The service cannot be stopped while it is scaled above 0.");
    }
    service.status = Service.Status.DRAINING;
    service.desiredCount = 0;
    service.deployments.forEach(each -> each.goal = 0);
    deployments.stop(service, "The service was deleted.");
    rollouts.wake(service);
    var answer = answer(service);
    if (world.switches().turned(Switch.FORCED_DELETE_COUNT)) {
      Json.fields(answer, "service").put("desiredCount", count);
    }
    return answer;
  }

  private ObjectNode again(Service service) {
    if (!world.switches().turned(Switch.SECOND_DELETE)) return answer(service);
    throw ApiError.of("ServiceNotActiveException", "Service was not ACTIVE.");
  }

  private static Service found(Cluster cluster, String nameOrArn) {
    return World.service(cluster, nameOrArn)
        .orElseThrow(() -> ApiError.of("ServiceNotFoundException", "Service not found."));
  }

  static Service active(Cluster cluster, String nameOrArn) {
    var service = found(cluster, nameOrArn);
    if (service.active()) return service;
    throw ApiError.of("ServiceNotActiveException", "Service was not ACTIVE.");
  }
}
