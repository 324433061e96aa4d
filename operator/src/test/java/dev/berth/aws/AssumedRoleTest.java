package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.Authority.Role;
import dev.berth.model.Failure;
import dev.berth.model.Failure.Kind;
import dev.berth.reconcile.EcsFailure;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AssumedRoleTest {
  private static final Pattern KEY = Pattern.compile("Credential=([^/]+)/");
  private static final String ARN = "arn:aws:iam::000000000000:role/deployer";

  private final Simulator simulator = Simulator.stepped(7);

  /// Of each call, the operation and who signed it: the role or its taker.
  private final List<String> signed = new ArrayList<>();

  @Test
  void every_call_is_made_as_the_role_which_is_taken_once() {
    state("{\"role\":\"deployer\",\"trusts\":[\"000000000000\"]}");
    var clients = clients(Optional.empty());

    describe(clients);
    describe(clients);
    clients.call(() -> clients.cloudMap().listNamespaces());

    assertThat(signed)
        .containsExactly(
            "AssumeRole by its taker",
            "DescribeClusters by the role",
            "DescribeClusters by the role",
            "ListNamespaces by the role");
    assertThat(clients.calls()).isEqualTo(4);
  }

  @Test
  void the_role_is_taken_anew_before_its_credentials_end() {
    state("{\"role\":\"deployer\",\"trusts\":[\"000000000000\"]}");
    var clients = clients(Optional.empty());
    describe(clients);
    signed.clear();

    simulator.advance(Duration.ofMinutes(54));
    describe(clients);
    assertThat(signed).containsExactly("DescribeClusters by the role");

    signed.clear();
    simulator.advance(Duration.ofMinutes(2));
    describe(clients);
    assertThat(signed).containsExactly("AssumeRole by its taker", "DescribeClusters by the role");
  }

  @Test
  void an_external_id_opens_what_asks_for_it() {
    state("{\"role\":\"deployer\",\"trusts\":[\"000000000000\"],\"externalId\":\"acme\"}");

    describe(clients(Optional.of("acme")));

    assertThat(signed).hasSize(2);
  }

  @Test
  void a_role_that_is_not_given_says_where_to_look() {
    state("{\"role\":\"deployer\",\"trusts\":[\"000000000000\"],\"externalId\":\"acme\"}");
    var message =
        "cannot take the role "
            + ARN
            + ": User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole"
            + " on resource: "
            + ARN;

    refused(
        clients(Optional.empty()),
        new Failure(
            Kind.DENIED,
            "AccessDenied",
            message,
            "its trust policy must name the caller and ask for no sts:ExternalId, as"
                + " spec.assumeRole.externalId says none; the caller's own policy must allow"
                + " sts:AssumeRole"));
    refused(
        clients(Optional.of("other")),
        new Failure(
            Kind.DENIED,
            "AccessDenied",
            message,
            "its trust policy must name the caller and ask for no other sts:ExternalId than"
                + " spec.assumeRole.externalId; the caller's own policy must allow"
                + " sts:AssumeRole"));
    assertThat(signed).containsOnly("AssumeRole by its taker");
  }

  @Test
  void a_passing_trouble_of_sts_passes() {
    state("{\"role\":\"deployer\",\"trusts\":[\"000000000000\"]}");
    simulator.fault(object("{\"kind\":\"throttle\",\"operation\":\"AssumeRole\",\"times\":1}"));
    var clients = clients(Optional.empty());

    assertThatThrownBy(() -> describe(clients))
        .isInstanceOfSatisfying(
            EcsFailure.class, e -> assertThat(e.failure().kind()).isEqualTo(Kind.THROTTLED));
    describe(clients);
  }

  private static void refused(AwsClients clients, Failure failure) {
    assertThatThrownBy(() -> describe(clients))
        .isInstanceOfSatisfying(EcsFailure.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  private static void describe(AwsClients clients) {
    clients.call(() -> clients.ecs().describeClusters(r -> r.clusters("c")));
  }

  private void state(String thing) {
    simulator.state(object(thing));
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) JsonMapper.shared().readTree(json);
  }

  private AwsClients clients(Optional<String> externalId) {
    var settings =
        AwsSettings.of(
                Optional.of(URI.create("http://localhost")),
                Optional.of("eu-west-1"),
                new AwsSettings.Agent("1", "1"),
                simulator::now,
                simulator::advance)
            .as(Optional.of(new Role(ARN, externalId, "berth-demo")));
    return new AwsClients(
        settings.through(
            new InProcessHttp((method, path, headers, body) -> {
              var request = Request.of(method, path, headers, body);
              var answer = simulator.handle(request);
              var key = KEY.matcher(request.header("Authorization"));
              var role = key.find() && key.group(1).startsWith("ASIA");
              var calls = simulator.callLog().calls();
              signed.add(calls.getLast().operation() + (role ? " by the role" : " by its taker"));
              return new InProcessHttp.Answer(answer.status(), answer.headers(), answer.body());
            })));
  }
}
