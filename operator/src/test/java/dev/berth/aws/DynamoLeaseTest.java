package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.aws.BrokenTable.Way;
import dev.berth.aws.DynamoLease.Claim;
import dev.berth.aws.DynamoLease.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-27")
class DynamoLeaseTest {
  @AutoClose private static LeaseTables tables;

  private final SteppedTime time = new SteppedTime();
  private final String table = tables.table();

  @BeforeAll
  static void open() {
    tables = new LeaseTables();
  }

  @Test
  void one_has_it_and_another_is_told_who_and_since_when() {
    var first = tables.lease(table, "first", time);
    var second = tables.lease(table, "second", time);

    assertThat(first.claim()).isEmpty();
    time.advance(Duration.ofSeconds(2));

    assertThat(second.claim())
        .contains("first holds the lease of acme/demo (berth apply) since 2026-01-01T00:00:00Z");
    assertThat(first.lost()).isEmpty();
    assertThat(second.lost()).contains("the lease of acme/demo is not held");
  }

  @Test
  void who_renews_it_keeps_it_and_is_seen_to() {
    var first = tables.lease(table, "first", time);
    var second = tables.lease(table, "second", time);
    first.claim();

    for (int i = 0; i < 30; i++) {
      time.advance(Duration.ofSeconds(5));
      assertThat(first.claim()).isEmpty();
      assertThat(second.attempt())
          .isEqualTo(
              new Claim.Others(new Holder("first", "berth apply"), "2026-01-01T00:00:00Z", i > 0));
    }
  }

  @Test
  void a_third_of_it_passes_before_it_is_renewed() {
    var way = new AtomicReference<BrokenTable>();
    var lease = lease("first", way);
    lease.claim();
    int acquired = way.get().calls();

    time.advance(Duration.ofMillis(4_999));
    lease.claim();
    assertThat(way.get().calls()).isEqualTo(acquired);
    time.advance(Duration.ofMillis(1));
    lease.claim();
    assertThat(way.get().calls()).isEqualTo(acquired + 1);
  }

  @Test
  void it_ends_by_the_holders_own_clock_without_a_call_and_before_another_takes_it() {
    var way = new AtomicReference<BrokenTable>();
    var frozen = lease("frozen", way);
    var second = tables.lease(table, "second", time);
    frozen.claim();
    second.claim();
    int calls = way.get().calls();

    time.advance(Duration.ofMillis(13_499));
    assertThat(frozen.lost()).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(frozen.lost())
        .contains("the lease of acme/demo ended: it was renewed 13 s ago and lasts 15 s");
    assertThat(way.get().calls()).isEqualTo(calls);

    time.advance(Duration.ofMillis(1_500));
    assertThat(second.claim()).isPresent();
    time.advance(Duration.ofMillis(1));
    assertThat(second.claim()).isEmpty();
    assertThat(frozen.claim().orElseThrow()).startsWith("second holds the lease");
    assertThat(frozen.lost()).isPresent();
  }

  @Test
  void a_record_counts_from_when_it_was_seen_and_not_from_when_it_was_written() {
    var frozen = tables.lease(table, "frozen", time);
    var second = tables.lease(table, "second", time);
    frozen.claim();
    time.advance(Duration.ofDays(1));

    assertThat(second.claim()).isPresent();
    time.advance(Duration.ofSeconds(15));
    assertThat(second.claim()).isPresent();
    time.advance(Duration.ofSeconds(1));
    assertThat(second.claim()).isEmpty();
  }

  @Test
  void who_was_silent_and_finds_it_untaken_goes_on_with_it() {
    var lease = tables.lease(table, "first", time);
    lease.claim();

    time.advance(Duration.ofHours(1));

    assertThat(lease.lost()).isPresent();
    assertThat(lease.claim()).isEmpty();
    assertThat(lease.lost()).isEmpty();
  }

  @Test
  void what_is_given_back_is_another_s_at_once() {
    var first = tables.lease(table, "first", time);
    var second = tables.lease(table, "second", time);
    first.claim();

    first.close();

    assertThat(first.lost()).isPresent();
    assertThat(second.claim()).isEmpty();
    first.close();
    assertThat(first.claim()).isPresent();
    assertThat(second.lost()).isEmpty();
    second.close();
    assertThat(first.claim()).isEmpty();
  }

  @Test
  @Tag("R-28")
  void the_last_good_commit_outlives_its_keeper() {
    var first = tables.lease(table, "first", time);
    var second = tables.lease(table, "second", time);
    assertThat(first.commit()).isEmpty();
    first.claim();

    first.keep("c0ffee");
    assertThat(second.commit()).contains("c0ffee");
    first.close();
    second.claim();
    assertThat(second.commit()).contains("c0ffee");
    second.keep("decade");
    time.advance(Duration.ofSeconds(6));
    second.claim();

    var third = tables.lease(table, "third", time);
    third.claim();
    time.advance(Duration.ofSeconds(16));
    assertThat(third.claim()).isEmpty();
    assertThat(third.commit()).contains("decade");
  }

  @Test
  @Tag("R-28")
  void who_has_it_back_knows_what_another_kept_and_forgets_what_it_could_not_keep() {
    var way = new AtomicReference<BrokenTable>();
    var first = lease("first", way);
    var second = tables.lease(table, "second", time);
    first.claim();
    first.keep("c0ffee");
    way.get().become(Way.LOSES_CALLS);
    first.keep("facade");
    assertThat(first.commit()).contains("facade");
    second.claim();
    time.advance(Duration.ofSeconds(16));
    second.claim();
    second.keep("decade");
    second.close();
    way.get().become(Way.WHOLE);

    assertThat(first.claim()).isEmpty();

    assertThat(first.commit()).contains("decade");
    time.advance(Duration.ofSeconds(6));
    first.claim();
    assertThat(second.commit()).contains("decade");
  }

  @Test
  @Tag("R-28")
  void who_does_not_hold_it_keeps_nothing() {
    var first = tables.lease(table, "first", time);
    var second = tables.lease(table, "second", time);
    first.claim();

    second.keep("c0ffee");

    assertThat(first.commit()).isEmpty();
  }

  @Test
  void an_answer_that_is_lost_loses_no_lease() {
    var way = new AtomicReference<BrokenTable>();
    var lease = lease("first", way);
    way.get().become(Way.LOSES_ANSWERS);
    assertThat(lease.claim()).isPresent();

    way.get().become(Way.WHOLE);
    assertThat(lease.claim()).isEmpty();

    way.get().become(Way.LOSES_ANSWERS);
    time.advance(Duration.ofSeconds(6));
    assertThat(lease.claim()).isEmpty();
    way.get().become(Way.WHOLE);
    assertThat(lease.claim()).isEmpty();
    assertThat(lease.lost()).isEmpty();
  }

  @Test
  void a_table_that_does_not_answer_takes_the_lease_when_its_time_is_over() {
    var way = new AtomicReference<BrokenTable>();
    var lease = lease("first", way);
    lease.claim();
    way.get().become(Way.LOSES_CALLS);

    time.advance(Duration.ofSeconds(13));
    assertThat(lease.claim()).isEmpty();
    time.advance(Duration.ofSeconds(1));

    assertThat(lease.claim()).contains("nobody answers");
    assertThat(lease.lost()).isPresent();
  }

  @Test
  void a_table_that_is_not_there_comes_with_the_way_to_make_it() {
    var lease = tables.lease("nowhere", "first", time);

    assertThat(lease.attempt())
        .isInstanceOfSatisfying(
            Claim.Unknown.class,
            unknown ->
                assertThat(unknown.failure().message() + "\n" + unknown.failure().hint())
                    .isEqualTo(
                        """
                        there is no table nowhere for the lease of acme/demo
                        aws dynamodb create-table --table-name nowhere --billing-mode\
                         PAY_PER_REQUEST --attribute-definitions AttributeName=key,AttributeType=S\
                         --key-schema AttributeName=key,KeyType=HASH\
                        """));
  }

  @Test
  void of_many_threads_that_ask_at_once_one_has_it() throws InterruptedException {
    var holders = new AtomicInteger();
    var most = new AtomicInteger();
    var held = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      var name = "thread-" + i;
      threads.add(Thread.ofVirtual().start(() -> race(name, holders, most, held)));
    }
    for (var thread : threads) thread.join();

    assertThat(most.get()).isEqualTo(1);
    assertThat(held.get()).isGreaterThan(50);
  }

  private void race(String name, AtomicInteger holders, AtomicInteger most, AtomicInteger held) {
    for (int round = 0; round < 60; round++) {
      var lease = tables.lease(table, name + "-" + round, time);
      if (lease.claim().isEmpty() && lease.lost().isEmpty()) {
        most.accumulateAndGet(holders.incrementAndGet(), Math::max);
        held.incrementAndGet();
        Thread.yield();
        holders.decrementAndGet();
      }
      lease.close();
    }
  }

  private DynamoLease lease(String holder, AtomicReference<BrokenTable> way) {
    return tables.lease(
        table,
        holder,
        time,
        calls -> {
          way.set(new BrokenTable(calls));
          return way.get();
        });
  }
}
