package dev.berth.plan;

import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.EnvironmentSpec.Approval;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.SyncWindow;
import dev.berth.model.SyncWindow.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-26")
class WindowsTest {
  private static final ResourceKey WEB = ResourceKey.service("web");
  private static final SyncWindow NIGHT = window(Kind.ALLOW, "0 22 * * *", 4);
  private static final SyncWindow SUNDAY = window(Kind.DENY, "0 0 * * SUN", 24);

  @ParameterizedTest
  @CsvSource({
    // 2026-03-27 is a Friday; in Berlin it is an hour later than in UTC, from the 29th on two
    "2026-03-27T20:59:59Z, 2026-03-27T21:00:00Z",
    "2026-03-27T21:00:00Z, 2026-03-27T21:00:00Z",
    "2026-03-28T00:59:59Z, 2026-03-28T00:59:59Z",
    "2026-03-28T01:00:00Z, 2026-03-28T21:00:00Z",
    // Sunday begins at 23:00Z in the middle of the night that began on Saturday
    "2026-03-28T22:59:59Z, 2026-03-28T22:59:59Z",
    "2026-03-28T23:00:00Z, 2026-03-29T23:00:00Z",
    "2026-03-29T21:00:00Z, 2026-03-29T23:00:00Z"
  })
  void an_allowing_window_opens_unless_one_denies(Instant now, Instant opens) {
    assertThat(Windows.opening(sync(NIGHT, SUNDAY), WEB, now)).contains(opens);
  }

  @Test
  void without_a_window_that_allows_it_is_open_but_where_one_denies() {
    var now = Instant.parse("2026-03-28T22:00:00Z");
    var denied = Instant.parse("2026-03-29T10:00:00Z");

    assertThat(Windows.opening(sync(SUNDAY), WEB, now)).contains(now);
    assertThat(Windows.opening(sync(SUNDAY), WEB, denied))
        .contains(Instant.parse("2026-03-29T23:00:00Z"));
    assertThat(Windows.opening(sync(), WEB, denied)).contains(denied);
  }

  @Test
  void one_that_begins_before_the_last_has_ended_goes_on() {
    var every = window(Kind.DENY, "0 * * * *", 3);
    var morning = window(Kind.DENY, "0 6-9 * * *", 2);

    assertThat(Windows.opening(sync(every), WEB, Worlds.NOW)).isEmpty();
    assertThat(Windows.opening(sync(morning), WEB, Instant.parse("2026-07-01T05:00:00Z")))
        .contains(Instant.parse("2026-07-01T09:00:00Z"));
  }

  @Test
  void one_that_never_comes_is_told_as_such() {
    var never = window(Kind.ALLOW, "0 0 30 2 *", 1);

    assertThat(Windows.opening(sync(never), WEB, Worlds.NOW)).isEmpty();
  }

  @Test
  void a_change_outside_waits_for_the_next_one_and_other_services_do_not() {
    var web =
        new SyncWindow(
            Kind.ALLOW, "0 14 * * *", Duration.ofHours(1), ZoneId.of("UTC"), List.of("web"));
    var wish = desired(want("web", "web:2", 2), want("api", "api:2", 2));
    var live =
        observed(
            read(settled(want("web", "web:1", 2)), want("web", "web:1", 2)),
            read(settled(want("api", "api:1", 2)), want("api", "api:1", 2)));
    var plan = Planner.plan(Worlds.synced(wish, sync(web)), live);

    var held = Windows.respected(plan);

    var opens = Instant.parse("2026-03-01T14:00:00Z");
    assertThat(held.actions()).isNotEmpty().allMatch(a -> a.key().name().equals("api"));
    assertThat(Holding.restraint(held.changes().getLast()))
        .contains(new Restraint.OutsideWindow(Optional.of(opens)));
    assertThat(Holding.wakeAt(held)).contains(opens);
    assertThat(PlanText.of(held, Palette.PLAIN))
        .contains("blocked: outside its sync windows until 2026-03-01T14:00:00Z");
    var later = new Observed(opens, 3, live.live());
    assertThat(Windows.respected(Planner.plan(plan.desired(), later)).actions())
        .anyMatch(action -> action.key().equals(WEB));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 22 * * MON-FRI | true",
        "*/15 9-17 1,15 * * | true",
        "0 22 * * | false",
        "0 25 * * * | false",
        "0 22 * * * * | false",
        "@daily | false",
        "x | false"
      })
  void a_schedule_is_what_cron_has(String text, boolean right) {
    assertThat(Schedule.wrong(text).isEmpty()).as(text).isEqualTo(right);
  }

  private static SyncWindow window(Kind kind, String schedule, int hours) {
    var berlin = ZoneId.of("Europe/Berlin");
    return new SyncWindow(kind, schedule, Duration.ofHours(hours), berlin, List.of());
  }

  private static Sync sync(SyncWindow... windows) {
    return new Sync(Mode.APPLY, Habit.ON, Habit.OFF, Approval.AUTOMATIC, List.of(windows));
  }
}
