package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.plan.Action;
import dev.berth.plan.Change;
import dev.berth.plan.Field;
import dev.berth.plan.Field.Consequence;
import dev.berth.plan.Restraint;
import java.util.ArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Generated worlds end as they are wanted, whatever people, tools and the wire do to them; see
/// [Watch] and [Ends] for the rules. `-Dberth.seeds=N` says how many; one seed is repeated by
/// [PropertiesMain].
@Order(3)
class PropertiesTest {
  private static final int LEAST = 20;

  @Test
  void every_generated_world_keeps_the_rules_and_ends_as_wanted() {
    long seeds = Long.getLong("berth.seeds", 1000);
    var coverage = new Coverage();

    var told =
        new ArrayList<>(LongStream.rangeClosed(1, seeds).parallel().mapToObj(Life::of).toList());
    told.addAll(LongStream.rangeClosed(1, seeds / 4).parallel().mapToObj(JobLife::of).toList());

    told.forEach(life -> coverage.add(life.coverage()));
    System.out.println("properties: " + seeds + " worlds, a quarter more of Jobs\n" + coverage);
    assertThat(told).filteredOn(life -> life.broken().isPresent()).isEmpty();
    if (seeds >= 1000) assertThat(rare(coverage)).isEmpty();
  }

  private static ArrayList<String> rare(Coverage coverage) {
    var rare = new ArrayList<String>();
    rare.addAll(coverage.rare("Change", Change.class, LEAST));
    rare.addAll(coverage.rare("Action", Action.class, LEAST));
    rare.addAll(coverage.rare("Consequence", Consequence.class, LEAST));
    rare.addAll(coverage.rare("Cause", Field.Cause.class, LEAST));
    rare.addAll(coverage.rare("Why", Change.Why.class, LEAST));
    rare.addAll(coverage.rare("Restraint", Restraint.class, LEAST));
    rare.addAll(coverage.rare("Progress", Change.Progress.class, LEAST));
    rare.addAll(coverage.rare("Fault", Wire.FAULTS, LEAST));
    return rare;
  }
}
