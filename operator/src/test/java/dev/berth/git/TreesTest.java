package dev.berth.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestFile;
import dev.berth.reconcile.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever people push, and whenever Berth is started anew: a fetch gives the tree of that commit,
/// whole and nothing else.
class TreesTest {
  private static final int SEEDS = (int) Math.max(10, Long.getLong("berth.seeds", 1000) / 50);
  private static final int STEPS = 8;
  private static final List<String> PATHS =
      List.of(
          "web.yaml",
          "api.yml",
          "a/web.yaml",
          "a/b/c.yaml",
          "a/b.yaml",
          "a-b/c.yaml",
          "a.yaml",
          "outputs.json",
          "a/notes.txt",
          ".hidden/x.yaml",
          "a/.x.yaml",
          "z/\u00fc/\u4e2d.yaml");

  @TempDir private Path place;

  private final SortedMap<String, Integer> covered = new TreeMap<>();

  /// A commit, and what it holds.
  private record Past(String id, SortedMap<String, Upstream.Entry> tree) {}

  @Test
  void a_fetch_gives_exactly_the_tree_of_the_commit() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) run(seed);

    System.out.println("trees of " + SEEDS + " seeds: " + covered);
    assertThat(covered.keySet())
        .contains("add", "change", "delete", "rename", "force", "rewrite", "restart", "none");
  }

  private void run(int seed) throws IOException {
    var dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var folder = place.resolve("cache" + seed);
    boolean kept = dice.nextBoolean();
    var past = new ArrayList<Past>();
    try (var upstream = Upstream.in(place.resolve(seed + ".git"))) {
      upstream.with("always.yaml", "seed: " + seed);
      past.add(commit(upstream));
      var source = source(upstream, kept ? Optional.of(folder) : Optional.empty());
      for (int step = 0; step < STEPS; step++) {
        move(upstream, past, dice);
        if (dice.nextInt(4) == 0) {
          source = source(upstream, kept ? Optional.of(folder) : Optional.empty());
          count("restart");
        }
        var checkout = source.fetch();
        assertThat(told(checkout))
            .as("seed %d step %d", seed, step)
            .isEqualTo(told(past.getLast()));
        var any = past.get(dice.nextInt(past.size()));
        assertThat(told(source.at(any.id()))).as("seed %d at", seed).isEqualTo(told(any));
      }
    }
  }

  private static GitSource source(Upstream upstream, Optional<Path> folder) {
    var remote = Remote.of(upstream.path(), "main", "");
    return new GitSource(
        remote, () -> Credentials.NONE, folder, Limits.USUAL, InstantSource.system());
  }

  private void move(Upstream upstream, List<Past> past, RandomGenerator dice) {
    var path = PATHS.get(dice.nextInt(PATHS.size()));
    switch (dice.nextInt(7)) {
      case 0, 1 -> {
        count(upstream.tree().containsKey(path) ? "change" : "add");
        put(upstream, path, dice);
      }
      case 2 -> {
        count("delete");
        upstream.without(path);
      }
      case 3 -> rename(upstream, path, dice);
      case 4 -> {
        count("force");
        var before = past.get(dice.nextInt(past.size()));
        upstream.tree().clear();
        upstream.tree().putAll(before.tree());
        upstream.move("refs/heads/main", before.id());
        past.add(before);
        return;
      }
      case 5 -> {
        count("rewrite");
        put(upstream, path, dice);
        var id = upstream.commit("orphan" + dice.nextInt(1000), "Anew " + dice.nextInt());
        upstream.move("refs/heads/main", id);
        past.add(new Past(id, new TreeMap<>(upstream.tree())));
        return;
      }
      default -> {
        count("none");
        return;
      }
    }
    past.add(commit(upstream));
  }

  private void rename(Upstream upstream, String to, RandomGenerator dice) {
    var names = List.copyOf(upstream.tree().keySet());
    var from = names.get(dice.nextInt(names.size()));
    if (from.equals("always.yaml")) return;
    count("rename");
    upstream.tree().put(to, upstream.tree().remove(from));
  }

  private static void put(Upstream upstream, String path, RandomGenerator dice) {
    upstream.with(path, "a: " + dice.nextInt(5) + "\n" + "# long\n".repeat(dice.nextInt(300)));
  }

  private static Past commit(Upstream upstream) {
    var id = upstream.commit("main", "Step");
    return new Past(id, new TreeMap<>(upstream.tree()));
  }

  private void count(String what) {
    covered.merge(what, 1, Integer::sum);
  }

  private static String told(Checkout checkout) {
    return checkout.commit().id() + "\n" + checkout.files() + "\n" + checkout.others();
  }

  private static String told(Past past) {
    var files = new ArrayList<ManifestFile>();
    var others = new TreeMap<String, String>();
    past.tree()
        .forEach((path, entry) -> {
          var text = new String(entry.content(), UTF_8);
          if (ManifestFile.named(path)) files.add(new ManifestFile(path, text));
          if (path.endsWith(".json")) others.put(path, text);
        });
    files.sort(Comparator.comparing(ManifestFile::path));
    return past.id() + "\n" + files + "\n" + others;
  }
}
