package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.aws.BrokenTable.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Processes that claim, freeze, lose their network and end at any moment, by clocks that differ in
/// pace: at no moment do two believe that they may write.
@Tag("R-27")
class LeaseSchedulesTest {
  private static final int STEPS = 60;
  private static final int PROCESSES = 3;

  @AutoClose private static LeaseTables tables;

  private int taken;
  private int stolen;
  private int ended;

  @BeforeAll
  static void open() {
    tables = new LeaseTables();
  }

  /// @param pace of its clock: 1 is that of the world
  private record Process(
      DynamoLease lease, SteppedTime time, double pace, BrokenTable[] way, boolean[] frozen) {
    void advance(Duration by) {
      time.advance(Duration.ofNanos((long) (by.toNanos() * pace)));
    }
  }

  @Test
  void two_never_believe_that_they_hold_it() {
    int seeds = Math.max(40, Integer.getInteger("berth.seeds", 1000) / 20);
    for (int seed = 0; seed < seeds; seed++) play(new SplittableRandom(seed), seed);

    System.out.printf(
        "%d schedules of %d steps: taken %d times, of that %d from a silent holder; ended %d"
            + " times%n",
        seeds, STEPS, taken, stolen, ended);
    assertThat(taken).isGreaterThan(seeds);
    assertThat(stolen).isGreaterThan(seeds / 4);
    assertThat(ended).isGreaterThan(seeds / 4);
  }

  private void play(SplittableRandom dice, int seed) {
    var table = tables.table();
    var processes = new ArrayList<Process>();
    for (int i = 0; i < PROCESSES; i++) processes.add(started(table, "p" + i, dice));
    String last = "";
    for (int step = 0; step < STEPS; step++) {
      var by = Duration.ofMillis(dice.nextInt(1, dice.nextInt(10) == 0 ? 20_000 : 3_000));
      int before = holders(processes).size();
      processes.forEach(process -> process.advance(by));
      if (holders(processes).size() < before) ended++;
      int at = dice.nextInt(PROCESSES);
      switch (dice.nextInt(12)) {
        case 0 -> processes.get(at).frozen()[0] = true;
        case 1, 2 -> processes.get(at).frozen()[0] = false;
        case 3 -> processes.get(at).way()[0].become(Way.LOSES_CALLS);
        case 4 -> processes.get(at).way()[0].become(Way.LOSES_ANSWERS);
        case 5, 6 -> processes.get(at).way()[0].become(Way.WHOLE);
        case 7 -> {
          processes.get(at).lease().close();
          processes.set(at, started(table, "p" + at + "-" + step, dice));
        }
        default -> {}
      }
      for (var process : processes) {
        if (process.frozen()[0] || dice.nextInt(4) == 0) continue;
        boolean had = process.lease().lost().isEmpty();
        boolean has = process.lease().claim().isEmpty();
        assertThat(holders(processes)).as("seed %d, step %d", seed, step).hasSizeLessThan(2);
        if (had || !has) continue;
        taken++;
        if (!last.isEmpty() && !last.equals(process.lease().toString())) stolen++;
        last = process.lease().toString();
      }
    }
  }

  private static List<Process> holders(List<Process> processes) {
    return processes.stream().filter(each -> each.lease().lost().isEmpty()).toList();
  }

  private static Process started(String table, String name, SplittableRandom dice) {
    var time = new SteppedTime();
    time.advance(Duration.between(time.instant(), Instant.ofEpochSecond(dice.nextInt(1 << 30))));
    var way = new BrokenTable[1];
    var lease =
        tables.lease(
            table,
            name,
            time,
            calls -> {
              way[0] = new BrokenTable(calls);
              return way[0];
            });
    return new Process(lease, time, dice.nextDouble(0.97, 1.03), way, new boolean[1]);
  }
}
