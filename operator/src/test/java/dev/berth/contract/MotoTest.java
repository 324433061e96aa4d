package dev.berth.contract;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.clients.Moto;
import dev.berth.contract.ForeignEndpoint.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract on moto, which others wrote: each difference is a row of `moto.txt`, and who
/// follows the documentation is said there. A difference more or less fails this test, and the rows
/// as they are now are in `target/moto.txt`.
class MotoTest {
  @TempDir private Path home;

  @Test
  void moto_differs_in_what_is_listed_and_in_nothing_else() throws IOException {
    var found = new ArrayList<Difference>();
    try (var moto = Moto.start(home)) {
      moto.keepTasks();
      var wire = HttpWire.local(URI.create(moto.endpoint()).getPort());
      var endpoint = new ForeignEndpoint(wire, Waiting.USELESS);
      for (var check : Check.all()) {
        moto.seed(check.id().hashCode());
        check.run(endpoint).ifPresent(differs -> found.add(Difference.of(check, differs)));
      }
    }

    Files.write(Path.of("target/moto.txt"), found.stream().map(Difference::row).toList());
    tell(found);
    assertThat(names(found)).isEqualTo(names(Difference.all()));
  }

  private static TreeSet<String> names(List<Difference> differences) {
    return differences.stream().map(Difference::check).collect(toCollection(TreeSet::new));
  }

  private static void tell(List<Difference> found) {
    var follows =
        Difference.all().stream()
            .collect(groupingBy(Difference::follows, TreeMap::new, counting()));
    System.out.println(
        "moto: %d checks, %d hold there too, %d differ; who follows the documentation: %s"
            .formatted(
                Check.all().size(), Check.all().size() - found.size(), found.size(), follows));
  }

  @Test
  void each_difference_is_of_a_check_that_there_is_and_says_who_is_right() {
    var cites = new TreeMap<String, String>();
    Check.all().forEach(check -> cites.put(check.id(), check.cites()));

    assertThat(Difference.all())
        .allSatisfy(row -> {
          assertThat(row.cites()).isEqualTo(cites.get(row.check()));
          assertThat(row.follows()).isIn("simulator", "moto", "both", "unsure");
          assertThat(row.moto()).as(row.check()).isNotBlank();
        });
  }
}
