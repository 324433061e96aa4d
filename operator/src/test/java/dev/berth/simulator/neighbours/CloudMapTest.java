package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.DnsRecord;
import software.amazon.awssdk.services.servicediscovery.model.DuplicateRequestException;
import software.amazon.awssdk.services.servicediscovery.model.FilterCondition;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceAlreadyExistsException;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceFilter;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.OperationStatus;
import software.amazon.awssdk.services.servicediscovery.model.OperationTargetType;
import software.amazon.awssdk.services.servicediscovery.model.ResourceInUseException;
import software.amazon.awssdk.services.servicediscovery.model.Service;
import software.amazon.awssdk.services.servicediscovery.model.ServiceAlreadyExistsException;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilter;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilterName;
import software.amazon.awssdk.services.servicediscovery.model.ServiceSummary;
import software.amazon.awssdk.services.servicediscovery.model.Tag;

class CloudMapTest {
  private final Simulator simulator = Simulator.stepped(1);
  private final ServiceDiscoveryClient cloudMap = Clients.cloudMap(simulator);

  @Test
  void a_namespace_is_there_when_its_operation_has_ended() {
    var operation = create("demo", "one");

    assertThat(status(operation)).isEqualTo(OperationStatus.SUBMITTED);
    assertThat(cloudMap.listNamespaces().namespaces()).isEmpty();
    simulator.advance(Duration.ofSeconds(1));
    assertThat(status(operation)).isEqualTo(OperationStatus.PENDING);
    simulator.advance(Duration.ofSeconds(1));
    assertThat(status(operation)).isEqualTo(OperationStatus.SUCCESS);
    var namespace = cloudMap.listNamespaces().namespaces().getFirst();
    var targets = cloudMap.getOperation(r -> r.operationId(operation)).operation().targets();
    assertThat(targets).isEqualTo(Map.of(OperationTargetType.NAMESPACE, namespace.id()));
    assertThat(namespace.properties().httpProperties().httpName()).isEqualTo("demo");
    assertThat(cloudMap.getNamespace(r -> r.id(namespace.id())).namespace().arn())
        .isEqualTo(namespace.arn())
        .startsWith("arn:aws:servicediscovery:us-east-1:000000000000:namespace/ns-");
  }

  @Test
  void a_name_is_taken_only_once() {
    create("demo", "one");

    assertThatThrownBy(() -> create("demo", "one")).isInstanceOf(DuplicateRequestException.class);
    assertThatThrownBy(() -> create("demo", "two"))
        .isInstanceOfSatisfying(
            NamespaceAlreadyExistsException.class,
            e -> assertThat(e.namespaceId()).startsWith("ns-"));
  }

  @Test
  void namespaces_are_filtered_and_paged() {
    IntStream.range(0, 5).forEach(i -> namespace("space-" + i));

    var paged = cloudMap.listNamespacesPaginator(r -> r.maxResults(2)).stream();
    var named =
        cloudMap.listNamespaces(r ->
            r.filters(List.of(NamespaceFilter.builder().name("NAME").values("space-3").build())));

    assertThat(paged.flatMap(page -> page.namespaces().stream()).map(NamespaceSummary::name))
        .containsExactly("space-0", "space-1", "space-2", "space-3", "space-4");
    assertThat(named.namespaces()).extracting(NamespaceSummary::name).containsExactly("space-3");
  }

  @Test
  void a_service_knows_when_it_was_made() {
    var namespace = namespace("demo");
    simulator.advance(Duration.ofMinutes(1));
    var service = service(namespace, "api");

    assertThat(services(namespace)).extracting(ServiceSummary::arn).containsExactly(service.arn());
    assertThat(services(namespace).getFirst().createDate()).isEqualTo(simulator.now());
    assertThat(services(namespace("other"))).isEmpty();
    assertThat(cloudMap.getService(r -> r.id(service.id())).service().namespaceId())
        .isEqualTo(namespace);
    assertThatThrownBy(() -> service(namespace, "api"))
        .isInstanceOf(ServiceAlreadyExistsException.class);
  }

  @Test
  void a_namespace_with_services_stays() {
    var namespace = namespace("demo");
    var service = service(namespace, "api");

    assertThatThrownBy(() -> cloudMap.deleteNamespace(r -> r.id(namespace)))
        .isInstanceOf(ResourceInUseException.class);
    cloudMap.deleteService(r -> r.id(service.id()));
    cloudMap.deleteNamespace(r -> r.id(namespace));
    simulator.advance(Duration.ofSeconds(2));

    assertThatThrownBy(() -> cloudMap.getNamespace(r -> r.id(namespace)))
        .isInstanceOf(NamespaceNotFoundException.class);
    assertThat(namespace("demo")).isNotEqualTo(namespace);
  }

  @Test
  void tags_come_and_go() {
    var arn = service(namespace("demo"), "api").arn();
    cloudMap.tagResource(r -> r.resourceARN(arn).tags(tag("a", "1"), tag("b", "2")));
    cloudMap.untagResource(r -> r.resourceARN(arn).tagKeys("a"));

    assertThat(cloudMap.listTagsForResource(r -> r.resourceARN(arn)).tags())
        .containsExactly(tag("b", "2"));
  }

  @Test
  void instances_are_discovered() {
    var service = service(namespace("demo"), "api");
    var address = Map.of("AWS_INSTANCE_IPV4", "10.0.0.1");
    cloudMap.registerInstance(
        r -> r.serviceId(service.id()).instanceId("task1").attributes(address));

    var found = cloudMap.discoverInstances(r -> r.namespaceName("demo").serviceName("api"));

    assertThat(found.instances().getFirst().attributes()).isEqualTo(address);
    assertThatThrownBy(() -> cloudMap.deleteService(r -> r.id(service.id())))
        .isInstanceOf(ResourceInUseException.class);
    cloudMap.deregisterInstance(r -> r.serviceId(service.id()).instanceId("task1"));
    cloudMap.deleteService(r -> r.id(service.id()));
    assertThat(cloudMap.listServices().services()).isEmpty();
  }

  private String create(String name, String request) {
    return cloudMap.createHttpNamespace(r -> r.name(name).creatorRequestId(request)).operationId();
  }

  private OperationStatus status(String operation) {
    return cloudMap.getOperation(r -> r.operationId(operation)).operation().status();
  }

  private String namespace(String name) {
    create(name, "request-" + name);
    simulator.advance(Duration.ofSeconds(2));
    return cloudMap.listNamespaces().namespaces().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private Service service(String namespace, String name) {
    return cloudMap.createService(r -> r.namespaceId(namespace).name(name)).service();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private List<ServiceSummary> services(String namespace) {
    var filter =
        ServiceFilter.builder()
            .name(ServiceFilterName.NAMESPACE_ID)
            .condition(FilterCondition.EQ)
            .values(namespace)
            .build();
    return cloudMap.listServices(r -> r.filters(filter)).services();
  }

  @Test
  void a_name_of_dns_has_a_zone_and_its_services_have_records() {
    cloudMap.createPrivateDnsNamespace(r -> r.name("demo.internal").vpc("vpc-1"));
    simulator.advance(Duration.ofSeconds(2));
    var namespace = cloudMap.listNamespaces().namespaces().getFirst();
    var records = List.of(DnsRecord.builder().type("A").ttl(10L).build());

    var made =
        cloudMap
            .createService(r ->
                r.name("web").namespaceId(namespace.id()).dnsConfig(d -> d.dnsRecords(records)))
            .service();

    assertThat(namespace.typeAsString()).isEqualTo("DNS_PRIVATE");
    assertThat(cloudMap.getNamespace(r -> r.id(namespace.id())).namespace().properties())
        .satisfies(properties -> {
          assertThat(properties.dnsProperties().hostedZoneId()).matches("Z[0-9A-F]{16}");
          assertThat(properties.httpProperties().httpName()).isEqualTo("demo.internal");
        });
    assertThat(made.typeAsString()).isEqualTo("DNS_HTTP");
    assertThat(made.dnsConfig().dnsRecords()).isEqualTo(records);
    assertThat(made.dnsConfig().routingPolicyAsString()).isEqualTo("MULTIVALUE");
    assertThat(made.namespaceId()).isEqualTo(namespace.id());
    var operation = cloudMap.updateService(r -> r.id(made.id()).service(s -> s.description("new")));
    simulator.advance(Duration.ofSeconds(2));
    assertThat(status(operation.operationId())).isEqualTo(OperationStatus.SUCCESS);
    assertThat(cloudMap.getService(r -> r.id(made.id())).service().description()).isEqualTo("new");
  }

  @Test
  void a_namespace_is_described_otherwise_later() {
    create("demo", "one");
    simulator.advance(Duration.ofSeconds(2));
    var id = cloudMap.listNamespaces().namespaces().getFirst().id();

    cloudMap.updateHttpNamespace(r -> r.id(id).namespace(n -> n.description("new")));

    assertThat(cloudMap.getNamespace(r -> r.id(id)).namespace().description()).isEqualTo("new");
  }
}
