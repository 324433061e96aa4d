package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.InProcessHttp;
import dev.berth.aws.SdkEcsApi;
import dev.berth.aws.SdkSurveyor;
import dev.berth.manifest.Export;
import dev.berth.manifest.Export.Asked;
import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import dev.berth.manifest.Parsed;
import dev.berth.manifest.ResolvedParameters;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Finding;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Owner;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wiring.Adoption;
import dev.berth.plan.Action;
import dev.berth.plan.Change;
import dev.berth.plan.Field;
import dev.berth.plan.Orphaning;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Generated services, applied and imported from what ECS answers: what is read back is what runs.
/// In every other world they lost their tags, and are to be adopted.
@Tag("R-02")
@Tag("R-03")
class ImportedWorldsTest {
  private static final int SERVICES = 200;
  private static final List<String> WRITING =
      List.of(
          "api-version",
          "bad-reference",
          "duplicate-env",
          "duplicate-key",
          "missing-field",
          "unknown-block",
          "unknown-field",
          "unknown-parameter",
          "wrong-type",
          "yaml");

  private final TreeMap<String, Integer> told = new TreeMap<>();

  @Test
  void what_is_imported_differs_in_nothing_from_what_runs() {
    var wrong = new ArrayList<String>();
    for (long seed = 1; told.getOrDefault("services", 0) < SERVICES; seed++) {
      wrong.addAll(world(seed));
    }

    System.out.println("imported worlds: " + told);
    assertThat(wrong).isEmpty();
  }

  private List<String> world(long seed) {
    var dice = new Dice(seed);
    var simulator = Simulator.stepped(seed);
    var account = new Account(simulator);
    var first = new Wishes(dice).first();
    homes(account, first);
    try (var clients = new AwsClients(settings(simulator))) {
      new Convergence(
              new Reconciler(
                  new SdkEcsApi(clients, first.environment()), Optional::empty, Listener.silent()),
              simulator::now,
              simulator::advance,
              Duration.ofSeconds(30),
              Listener.silent())
          .run(first, Depth.TAGS, Duration.ofHours(2));
      if (seed % 2 == 0) orphaned(new SdkEcsApi(clients, first.environment()), first);
      return compared(seed, clients);
    }
  }

  private static void homes(Account account, Desired first) {
    var environment = first.environment();
    if (environment.cluster().origin() == Origin.EXPECTED) {
      var name = Value.of(environment.cluster().name());
      account.ecs("CreateCluster", environment.cluster().settings().with("clusterName", name));
    }
    if (environment.namespace().orElseThrow().origin() == Origin.EXPECTED) {
      account.cloudMap("CreateHttpNamespace", Fields.EMPTY.with("Name", Value.of("mesh")));
    }
    account.simulator().advance(Duration.ofMinutes(1));
  }

  private static AwsSettings settings(Simulator simulator) {
    return AwsSettings.of(
            Optional.of(URI.create("http://127.0.0.1:1")),
            Optional.of("us-east-1"),
            new AwsSettings.Agent("test", "generated"),
            simulator::now,
            simulator::advance)
        .through(
            new InProcessHttp((method, path, headers, body) ->
                Account.pass(simulator, Request.of(method, path, headers, body))));
  }

  /// Given back: as far as anybody can tell, another tool made it.
  private static void orphaned(EcsApi ecs, Desired first) {
    var reconciler = new Reconciler(ecs, Optional::empty, Listener.silent());
    var plan = reconciler.plan(first, Depth.TAGS);
    var actions = new ArrayList<Action>();
    for (var live : plan.observed().live().values()) {
      boolean ours = live.owner() instanceof Owner.Ours;
      if (ours && live instanceof LiveService service) {
        actions.addAll(Orphaning.of(service, plan.observed()));
      }
    }
    var given = new Plan(plan.desired(), plan.observed(), plan.waves(), plan.changes(), actions);
    new Executor(ecs, Optional::empty, Listener.silent()).apply(given);
  }

  private List<String> compared(long seed, AwsClients clients) {
    var survey = new SdkSurveyor(clients).survey("test", List.of());
    var asked = new Asked("test", "acme", Adoption.KEEPING, List.of());
    var exported = Export.of(survey, asked);
    if (survey.services().isEmpty()) return List.of();
    exported.remarks().forEach(remark -> told.merge("remark " + remark.rule(), 1, Integer::sum));
    var files = new ArrayList<ManifestFile>();
    exported.files().forEach((name, text) -> files.add(new ManifestFile(name, text)));
    return switch (Manifests.parse(files, Optional.empty(), ResolvedParameters.NONE, "c1")) {
      case Parsed.Invalid(var findings) -> refused(seed, findings);
      case Parsed.Valid(var desired, _) -> {
        told.merge("services", survey.services().size(), Integer::sum);
        var ecs = new SdkEcsApi(clients, desired.environment());
        var plan =
            new Reconciler(ecs, Optional::empty, Listener.silent()).plan(desired, Depth.REFRESH);
        yield wrong(seed, plan);
      }
    };
  }

  /// Manifests refuse what the simulated ECS takes, such as a host name on Fargate; what is wrong
  /// with the writing of a manifest is the import's own fault.
  private List<String> refused(long seed, List<Finding> findings) {
    told.merge("refused worlds", 1, Integer::sum);
    return findings.stream()
        .filter(finding -> WRITING.contains(finding.rule()))
        .map(finding -> seed + ": " + finding)
        .toList();
  }

  private List<String> wrong(long seed, Plan plan) {
    var wrong = new ArrayList<String>();
    for (var change : plan.changes()) {
      told.merge(change.getClass().getSimpleName(), 1, Integer::sum);
      boolean same = differing(change).stream().allMatch(Field::ignored);
      if (!same) wrong.add(seed + ": " + change);
    }
    return wrong;
  }

  /// Whatever holds a service: its roll-out may not be over, or may have failed.
  private static List<Field> differing(Change change) {
    return switch (change) {
      case Change.Adopt(_, _, var fields) -> fields;
      case Change.Update(_, _, var fields) -> fields;
      case Change.Replace(_, _, var fields) -> fields;
      case Change.Waiting(var then, _) -> differing(then);
      case Change.Blocked(var then, _) -> differing(then);
      case Change.Keep _, Change.Restart _ -> List.of();
      case Change.Delete(var have) -> throw new AssertionError("not stated: " + have.key());
      case Change.Create(var want) -> throw new AssertionError("not there: " + want.key());
    };
  }
}
