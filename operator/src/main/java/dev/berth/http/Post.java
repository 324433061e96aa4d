package dev.berth.http;

import dev.berth.reconcile.Event;
import dev.berth.reconcile.Listener;
import dev.berth.telemetry.Meters;
import dev.berth.telemetry.Meters.Counted;
import dev.berth.telemetry.Meters.Fate;
import dev.berth.telemetry.Told;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Carries letters, one after another, on a thread of its own: the loop waits for nobody outside.
/// What cannot be delivered is tried a few times; where too much waits, the newest is dropped.
public final class Post implements AutoCloseable {
  private static final List<String> CHANNELS =
      List.of(ConditionScribe.CHANNEL, StatusScribe.CHANNEL, DiffScribe.CHANNEL);
  private static final int WAITING = 200;
  private static final int TRIES = 4;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final BlockingQueue<Letter> letters = new ArrayBlockingQueue<>(WAITING);
  private final Map<String, Counted> counted = new TreeMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final Terms terms;
  private final Consumer<Told> ear;
  private final Thread carrier;

  /// Who is told what.
  ///
  /// @param webhook where changed conditions are told; empty for nowhere
  /// @param secret what that is signed with
  /// @param token of the forge that the repository is on; empty where commits get no status
  /// @param source the repository's address
  /// @param api the forge's base address, where it isn't the usual one
  /// @param site where the pages are for those outside
  /// @param diff whether commits get what they change as a comment, too
  /// @param first how long to wait before the second try; each further one waits three times longer
  public record Terms(
      Optional<URI> webhook,
      Optional<Signature> secret,
      Optional<String> token,
      String source,
      Optional<String> api,
      Optional<String> site,
      boolean diff,
      Duration first) {
    public Terms(
        Optional<URI> webhook,
        Optional<Signature> secret,
        Optional<String> token,
        String source,
        Optional<String> api,
        Optional<String> site,
        boolean diff) {
      this(webhook, secret, token, source, api, site, diff, FIRST);
    }

    private List<Scribe> scribes() {
      var scribes = new ArrayList<Scribe>();
      webhook.ifPresent(to -> secret.ifPresent(key -> scribes.add(new ConditionScribe(to, key))));
      token.ifPresent(key -> Forge.of(source, api).ifPresent(f -> forge(f, key, scribes)));
      return scribes;
    }

    private void forge(Forge forge, String key, List<Scribe> scribes) {
      scribes.add(new StatusScribe(forge, key, site));
      if (diff) scribes.add(new DiffScribe(forge, key));
    }
  }

  /// @param ear hears of what could not be delivered
  public Post(Terms terms, Meters meters, Consumer<Told> ear) {
    this.terms = terms;
    this.ear = ear;
    for (var channel : CHANNELS) {
      counted.put(channel, meters.notices(channel));
    }
    this.carrier = Thread.ofVirtual().name("post").start(this::carry);
  }

  /// What hears of one environment.
  public Listener listener() {
    var scribes = terms.scribes();
    return event -> {
      if (!(event instanceof Event.Stood stood)) return;
      for (var scribe : scribes) {
        for (var letter : scribe.write(stood)) {
          if (!letters.offer(letter)) counted.get(letter.channel()).on(Fate.DROPPED);
        }
      }
    };
  }

  private void carry() {
    try {
      while (closed.getCount() > 0) deliver(letters.take());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Letter letter) throws InterruptedException {
    var wait = terms.first();
    for (int tries = 1; ; tries++) {
      int status = sent(letter);
      boolean passing = status == 0 || status == 429 || status >= 500;
      if (!passing || tries == TRIES) {
        done(letter, status);
        return;
      }
      if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) return;
      wait = wait.multipliedBy(3);
    }
  }

  /// @return 0 where no answer came
  private int sent(Letter letter) throws InterruptedException {
    var request = HttpRequest.newBuilder(letter.to()).timeout(ANSWER);
    letter.headers().forEach(request::header);
    request.POST(BodyPublishers.ofString(letter.body()));
    try {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0;
    }
  }

  private void done(Letter letter, int status) {
    boolean good = status >= 200 && status < 300;
    counted.get(letter.channel()).on(good ? Fate.SENT : Fate.FAILED);
    if (good) return;
    ear.accept(
        Told.warn("notice", "could not be delivered")
            .with("channel", letter.channel())
            .with("host", letter.to().getHost())
            .with("status", status == 0 ? "no answer" : String.valueOf(status)));
  }

  /// What waits is not delivered any more.
  @Override
  public void close() {
    closed.countDown();
    carrier.interrupt();
    client.shutdownNow();
  }
}
