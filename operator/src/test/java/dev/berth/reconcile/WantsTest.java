package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestFile;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.ResourceKey;
import dev.berth.reconcile.Wants.Read;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is kept to while the manifests are broken.
@Tag("R-28")
class WantsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme
        cluster: {name: demo}
      """;
  private static final String SERVICE =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: api}
      spec:
        taskDefinition:
          containerDefinitions: [{name: api, image: "api:%s", memory: 128}]
      """;

  private static final String STAGED = ENVIRONMENT + "  parameters: {image: {ssm: /demo/image}}\n";

  private final TreeMap<String, Checkout> history = new TreeMap<>();
  private final TreeMap<String, String> parameters = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private Optional<SourceFailure> refusal = Optional.empty();
  private Optional<String> remembered = Optional.empty();
  private Newest newest = Newest.UNKNOWN;

  private Wants wants() {
    return new Wants("demo", new TreeMap<>(), new Past());
  }

  private Read read(Wants wants) {
    return wants.read(newest, TODAY, _ -> new Remembering());
  }

  private void commit(String id, String... texts) {
    var files = new ArrayList<ManifestFile>();
    for (var text : texts) files.add(new ManifestFile("m/" + files.size() + ".yaml", text));
    var checkout = new Checkout(new Commit(id, "", Optional.empty()), files, new TreeMap<>());
    history.put(id, checkout);
    newest = newest.with(checkout);
  }

  private static String told(Read read) {
    return switch (read) {
      case Read.Good good when good.broken().isEmpty() -> good.commit().id();
      case Read.Good good -> good.commit().id() + ", broken since";
      case Read.Broken _ -> "broken";
      case Read.Gone _ -> "gone";
      case Read.Nothing _ -> "nothing";
    };
  }

  private static String image(Read read) {
    var wanted = ((Read.Good) read).desired().wanted().get(ResourceKey.service("api"));
    var container = wanted.fields().fields("taskDefinition").each("containerDefinitions");
    return container.getFirst().text("image").orElseThrow();
  }

  @Test
  void before_any_commit_there_is_nothing() {
    newest = newest.with(new SourceFailure(SourceFailure.Kind.UNREACHABLE, "no answer", ""));

    assertThat(told(read(wants()))).isEqualTo("nothing");
  }

  @Test
  void a_broken_commit_leaves_the_one_before_it_in_force() {
    var wants = wants();
    commit("1", ENVIRONMENT, SERVICE.formatted(1));
    assertThat(told(read(wants))).isEqualTo("1");
    commit("2", ENVIRONMENT, "kind: [");
    assertThat(told(read(wants))).isEqualTo("1, broken since");
    commit("3", ENVIRONMENT, SERVICE.formatted(3));
    assertThat(told(read(wants))).isEqualTo("3");
  }

  @Test
  void an_earlier_commit_in_force_has_the_parameters_of_today_as_in_a_new_process() {
    var wants = wants();
    parameters.put("/demo/image", "1");
    commit("1", STAGED, SERVICE.formatted("${image}"));
    assertThat(image(read(wants))).isEqualTo("api:1");
    commit("2", STAGED, "kind: [");
    parameters.put("/demo/image", "2");
    remembered = Optional.of("1");

    assertThat(List.of(image(read(wants)), image(read(wants())))).containsExactly("api:2", "api:2");
  }

  @Test
  void an_earlier_commit_stays_as_it_was_where_a_parameter_of_today_breaks_it() {
    var wants = wants();
    parameters.put("/demo/image", "api");
    commit(
        "1",
        STAGED,
        SERVICE.formatted("1").replace("name: api, image", "name: \"${image}\", image"));
    assertThat(told(read(wants))).isEqualTo("1");
    parameters.put("/demo/image", "two words");
    assertThat(told(read(wants))).isEqualTo("1, broken since");
    commit("2", STAGED, "kind: [");

    assertThat(told(read(wants))).isEqualTo("1, broken since");
  }

  @Test
  void an_empty_environment_is_broken_and_not_an_order_to_delete() {
    var wants = wants();
    commit("1", ENVIRONMENT, SERVICE.formatted(1));
    read(wants);
    commit("2", ENVIRONMENT);

    assertThat(told(read(wants))).isEqualTo("1, broken since");
  }

  @Test
  void an_environment_that_left_whole_files_is_gone_and_one_in_a_broken_file_is_not() {
    var wants = wants();
    commit(
        "1", ENVIRONMENT.replace("name: demo}\nspec", "name: other}\nspec"), SERVICE.formatted(1));
    assertThat(told(read(wants))).isEqualTo("gone");
    commit("2", "kind: [", SERVICE.formatted(1));
    assertThat(told(read(wants))).isEqualTo("broken");
  }

  @Test
  void a_new_process_recalls_the_last_good_commit_and_asks_for_it_once() {
    commit("1", ENVIRONMENT, SERVICE.formatted(1));
    commit("2", ENVIRONMENT, "kind: [");
    remembered = Optional.of("1");
    var wants = wants();

    assertThat(List.of(told(read(wants)), told(read(wants))))
        .containsExactly("1, broken since", "1, broken since");
    assertThat(asked).containsExactly("1");
  }

  @Test
  void a_new_process_that_recalls_nothing_writes_nothing() {
    commit("2", ENVIRONMENT, "kind: [");

    assertThat(told(read(wants()))).isEqualTo("broken");
  }

  /// Who stands by reads no manifests.
  @Test
  void a_commit_that_another_replica_came_to_counts_and_not_the_one_in_memory() {
    var wants = wants();
    commit("1", ENVIRONMENT, SERVICE.formatted(1));
    assertThat(told(read(wants))).isEqualTo("1");
    commit("2", ENVIRONMENT, SERVICE.formatted(2));
    remembered = Optional.of("2");
    commit("3", ENVIRONMENT, "kind: [");
    refusal = Optional.of(new SourceFailure(SourceFailure.Kind.UNREACHABLE, "no answer", ""));

    assertThat(told(read(wants))).isEqualTo("broken");
    refusal = Optional.empty();
    assertThat(image(read(wants))).isEqualTo("api:2");
  }

  @Test
  void a_commit_that_cannot_be_had_now_is_asked_for_again_and_one_that_is_gone_is_not() {
    commit("1", ENVIRONMENT, SERVICE.formatted(1));
    commit("2", ENVIRONMENT, "kind: [");
    remembered = Optional.of("1");
    var wants = wants();

    refusal = Optional.of(new SourceFailure(SourceFailure.Kind.UNREACHABLE, "no answer", ""));
    assertThat(told(read(wants))).isEqualTo("broken");
    refusal = Optional.empty();
    assertThat(told(read(wants))).isEqualTo("1, broken since");
    var other = wants();
    refusal = Optional.of(new SourceFailure(SourceFailure.Kind.MISSING, "no such commit", ""));
    read(other);
    read(other);
    assertThat(asked).containsExactly("1", "1", "1");
  }

  @Test
  void a_commit_that_is_missing_with_its_whole_repository_is_asked_for_again() {
    commit("1", ENVIRONMENT, SERVICE.formatted(1));
    commit("2", ENVIRONMENT, "kind: [");
    remembered = Optional.of("1");
    var wants = wants();
    var gone = new SourceFailure(SourceFailure.Kind.MISSING, "no such repository", "");
    newest = newest.with(gone);
    refusal = Optional.of(gone);

    assertThat(told(read(wants))).isEqualTo("broken");
    refusal = Optional.empty();
    assertThat(told(read(wants))).isEqualTo("1, broken since");
  }

  /// Whatever was once committed.
  private final class Past implements ManifestSource {
    @Override
    public Checkout fetch() {
      throw new IllegalStateException("the operator fetches, not the environment");
    }

    @Override
    public Checkout at(String commit) {
      asked.add(commit);
      refusal.ifPresent(failure -> {
        throw failure;
      });
      return history.get(commit);
    }
  }

  /// An account that remembers a commit and is good for nothing else.
  private final class Remembering implements Cloud {
    @Override
    public ParameterSource parameters() {
      return paths -> {
        var values = new TreeMap<String, String>();
        paths.forEach((name, path) -> values.put(name, parameters.get(path)));
        return values;
      };
    }

    @Override
    public ImageDigests images() {
      return _ -> new TreeMap<>();
    }

    @Override
    public SecretVersions secrets() {
      return _ -> new TreeMap<>();
    }

    @Override
    public EcsApi ecs(EnvironmentSpec environment, Interrupt forbidden) {
      throw new IllegalStateException("nobody looks at the cluster");
    }

    @Override
    public Lease lease() {
      return Lease.unshared();
    }

    @Override
    public LastGood lastGood() {
      return new LastGood() {
        @Override
        public Optional<String> commit() {
          return remembered;
        }

        @Override
        public void keep(String commit) {
          remembered = Optional.of(commit);
        }
      };
    }

    @Override
    public void serving(Commit commit) {}

    @Override
    public Spent spent() {
      return Spent.NOTHING;
    }

    @Override
    public void close() {}
  }
}
