package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.DynamoLease;
import dev.berth.aws.DynamoLease.Claim;
import dev.berth.aws.DynamoLease.Holder;
import dev.berth.aws.InProcessHttp;
import dev.berth.model.Authority.LeaseTable;
import dev.berth.simulator.CallLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands beside somebody else who writes to the same environment.
@Tag("R-27")
class LeasedCommandsTest {
  private static final Duration LEASE = Duration.ofSeconds(15);

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void begin() {
    drill = Drill.empty(folder);
    drill.write(
        "demo.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Environment
        metadata: {name: demo}
        spec:
          installation: acme
          region: us-east-1
          cluster: {name: tracecat-demo, create: true}
          lease: {table: leases}
          defaults:
            service:
              launchType: FARGATE
              networkConfiguration:
                awsvpcConfiguration: {subnets: [subnet-1]}
            taskDefinition:
              networkMode: awsvpc
              requiresCompatibilities: [FARGATE]
              cpu: 256
              memory: 512
        """);
    for (var name : List.of("web", "worker")) service(name, 1);
    drill.write(
        "job.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Job
        metadata: {name: seed}
        spec:
          launchType: FARGATE
          networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
          taskDefinition:
            containerDefinitions: [{name: seed, image: "seed:1"}]
        """);
  }

  private void service(String name, int version) {
    drill.write(
        name + ".yaml",
        """
        apiVersion: berth.dev/v1
        kind: Service
        metadata: {name: %s}
        spec:
          desiredCount: 1
          taskDefinition:
            containerDefinitions: [{name: %s, image: "%s:%d"}]
        """
            .formatted(name, name, name, version));
  }

  /// Somebody else, by the same wire and clock.
  private DynamoLease other(String what) {
    var simulator = drill.simulator();
    var settings =
        AwsSettings.of(
                Optional.of(URI.create("http://127.0.0.1:4566")),
                Optional.of("us-east-1"),
                new AwsSettings.Agent("1", "1"),
                simulator::now,
                simulator::advance)
            .through(new InProcessHttp(InProcess.answering(simulator)));
    return DynamoLease.over(
        new AwsClients(settings),
        "acme/demo",
        new LeaseTable("leases", LEASE),
        new Holder("ops-1/42/c0ffee", what),
        () -> Duration.between(Instant.EPOCH, simulator.now()).toNanos());
  }

  @Test
  void without_the_table_nothing_is_written_and_the_way_to_make_it_is_shown() {
    var ran = drill.berth("apply");

    assertThat(ran.code()).isEqualTo(Exit.REFUSED.code());
    assertThat(ran.err())
        .contains("there is no table leases for the lease of acme/demo")
        .contains("aws dynamodb create-table --table-name leases");
    assertThat(drill.written()).isEmpty();
    assertThat(drill.berth("diff").code()).isEqualTo(Exit.DIFFERENCES.code());
  }

  @Test
  void a_command_that_writes_gives_the_lease_back_at_its_end() {
    Leases.table(drill.simulator(), "leases");
    assertThat(drill.berth("apply").code()).isZero();

    assertThat(other("berth apply").attempt()).isEqualTo(new Claim.Held());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apply {}",
        "retry web {}",
        "rollback web {}",
        "job run seed {}",
        "gc {} --yes",
        "destroy {} --confirm demo",
        "adopt web {} --yes",
        "orphan web {} --yes"
      })
  void who_writes_is_refused_while_another_holds_the_lease(String command) {
    Leases.table(drill.simulator(), "leases");
    var other = other("berth apply");
    other.claim();
    drill.watch(other::claim);

    int before = drill.written().size();
    var ran = drill.run(words(command));

    assertThat(ran.code()).as(ran.text()).isEqualTo(Exit.CHANGED.code());
    assertThat(ran.err())
        .contains("berth apply writes to acme/demo since ")
        .contains("who      ops-1/42/c0ffee")
        .contains("nothing was written here");
    assertThat(changes(before)).isZero();
  }

  private List<String> words(String command) {
    return List.of(command.replace("{}", drill.folder().toString()).split(" "));
  }

  @Test
  void who_reads_needs_no_lease_and_the_operator_s_hand_can_be_held() {
    Leases.table(drill.simulator(), "leases");
    assertThat(drill.berth("apply").code()).isZero();
    var other = other("berth run");
    other.claim();
    drill.watch(other::claim);

    for (var read : List.of("diff", "status")) {
      assertThat(drill.berth(read).code()).as(read).isZero();
    }
    assertThat(drill.run(words("pause web {} --for 1h --reason x")).code()).isZero();
    var refused = drill.berth("apply");
    assertThat(refused.code()).isEqualTo(Exit.CHANGED.code());
    assertThat(refused.err()).contains("commit the change").contains("berth pause");
    assertThat(Stream.of(refused.err().split("\n"))).allMatch(line -> line.length() <= 100);
  }

  @Test
  void a_holder_that_fell_silent_is_waited_for_until_its_lease_ends() {
    Leases.table(drill.simulator(), "leases");
    other("berth apply").claim();
    var start = drill.simulator().now();

    var ran = drill.berth("apply");

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(ran.err()).contains("a look at whether it lives, for up to 15 s");
    assertThat(Duration.between(start, drill.simulator().now())).isGreaterThan(LEASE);
  }

  @Test
  void the_policy_allows_what_a_lease_calls_and_no_more() throws IOException {
    Leases.table(drill.simulator(), "leases");
    other("berth apply").claim();
    assertThat(drill.berth("apply").code()).isZero();
    var policy = java.nio.file.Files.readString(Path.of("docs/iam-policy-lease.json"));
    var allowed = Pattern.compile("\"dynamodb:(\\w+)\"").matcher(policy).results();

    assertThat(
            drill.simulator().callLog().calls().stream()
                .filter(call -> call.api().startsWith("DynamoDB"))
                .map(CallLog.Call::operation)
                .filter(operation -> !operation.equals("CreateTable"))
                .distinct()
                .sorted())
        .isEqualTo(
            allowed
                .map(found -> found.group(1))
                .filter(name -> !name.equals("LeadingKeys"))
                .sorted()
                .toList());
  }

  @Test
  void waits_for_a_roll_out_let_nobody_in() {
    Leases.table(drill.simulator(), "leases");
    var other = other("berth apply");
    var looks = new AtomicInteger();
    drill.script("{\"match\": {\"container\": \"web\"}, \"outcome\": {\"slowStart\": \"3m\"}}");
    drill.watch(() -> {
      if (looks.getAndIncrement() > 10) assertThat(other.attempt()).isNotEqualTo(new Claim.Held());
    });

    assertThat(drill.berth("apply").code()).isZero();
    assertThat(looks.get()).isGreaterThan(30);
  }

  @Test
  void who_loses_the_lease_sends_no_more_and_says_so() {
    Leases.table(drill.simulator(), "leases");
    assertThat(drill.berth("apply").code()).isZero();
    for (var name : List.of("web", "worker")) service(name, 2);
    var other = other("berth run");
    int before = drill.written().size();
    var stolen = new AtomicInteger(-1);
    drill.watch(() -> {
      boolean writing = drill.written().stream().skip(before).anyMatch(this::changing);
      if (!writing || stolen.get() >= 0) return;
      other.attempt();
      drill.advance(LEASE.plusSeconds(1));
      assertThat(other.attempt()).isEqualTo(new Claim.Held());
      stolen.set(changes(before));
    });

    var ran = drill.berth("apply");

    assertThat(ran.code()).as(ran.text()).isEqualTo(Exit.CHANGED.code());
    assertThat(ran.text())
        .contains("TagResource service/web not made: the lease of acme/demo ended")
        .contains("ops-1/42/c0ffee holds the lease of acme/demo")
        .contains("stopped: the lease of acme/demo ended");
    assertThat(changes(before) - stolen.get()).as("late calls").isLessThanOrEqualTo(1);
  }

  private boolean changing(String call) {
    return !call.contains("Item");
  }

  private int changes(int before) {
    return (int) drill.written().stream().skip(before).filter(this::changing).count();
  }
}
