package dev.berth.cli;

import dev.berth.controller.Operator;
import dev.berth.http.Happenings;
import dev.berth.http.Keys;
import dev.berth.http.Orders;
import dev.berth.http.Picture;
import dev.berth.http.Post;
import dev.berth.http.Site;
import dev.berth.http.Strides;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Listener;
import dev.berth.telemetry.Journal;
import dev.berth.telemetry.LineEncoder;
import dev.berth.telemetry.Meters;
import dev.berth.telemetry.Teller;
import dev.berth.telemetry.Told;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// What the operator tells of itself: the log, the meters, and what the pages show.
final class Telling implements AutoCloseable {
  private final Outside outside;
  private final Journal journal;
  private final Meters meters;
  private final Happenings happenings;
  private final Listener source;
  private final Optional<Post> post;
  private final ConcurrentMap<String, Listener> environments = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<Instant>> fetched =
      new AtomicReference<>(Optional.empty());

  Telling(Outside outside) {
    this(outside, Optional.empty());
  }

  /// @param terms of what is told to others; empty where nothing is
  Telling(Outside outside, Optional<Post.Terms> terms) {
    this.outside = outside;
    this.journal = Journal.on(outside.out(), form(outside));
    this.meters = new Meters(Version.text(), outside.clock());
    this.happenings = new Happenings(outside.clock());
    this.source = together(List.of(new Teller("", ears()), meters.source(), this::fetched));
    this.post = terms.map(each -> new Post(each, meters, this::tell));
  }

  private void tell(Told told) {
    ears().forEach(ear -> ear.accept(told));
  }

  private static LineEncoder.Form form(Outside outside) {
    return switch (outside.screen()) {
      case TERMINAL -> LineEncoder.Form.WORDS;
      case PIPE -> LineEncoder.Form.JSON;
    };
  }

  private List<Consumer<Told>> ears() {
    return List.of(journal, happenings);
  }

  Journal journal() {
    return journal;
  }

  Hearing hearing() {
    return new Hearing(name -> environments.computeIfAbsent(name, this::listener), source);
  }

  private Listener listener(String name) {
    var others = post.map(Post::listener).orElseGet(Listener::silent);
    return together(
        List.of(new Teller(name, ears()), meters.of(name), new Strides(name, happenings), others));
  }

  private static Listener together(List<Listener> several) {
    return event -> several.forEach(each -> each.on(event));
  }

  private void fetched(Event event) {
    boolean read = event instanceof Event.Fetched(var newest, _) && newest.trouble().isEmpty();
    if (read) fetched.set(Optional.of(outside.clock().instant()));
  }

  /// What nobody expected.
  void broke(RuntimeException error) {
    source.on(new Event.Broke("a page", error));
  }

  /// @param location of the manifests, as it was given
  Site site(Operator operator, String location, Keys keys) {
    meters.queue(() -> operator.controller().depth(outside.clock().instant()));
    return new Site(
        () -> picture(operator, location), happenings, meters::text, orders(operator), keys);
  }

  private Picture picture(Operator operator, String location) {
    var now = outside.clock().instant();
    return Picture.of(operator, Version.text(), plain(location), fetched.get(), now);
  }

  /// Without credentials, where somebody wrote some into a URL.
  static String plain(String location) {
    return location.replaceFirst("://[^/@]*@", "://");
  }

  private static Orders orders(Operator operator) {
    return new Orders() {
      @Override
      public void fetchNow() {
        operator.fetchNow();
      }

      @Override
      public void lookNow(String environment) {
        operator.lookNow(environment);
      }

      @Override
      public boolean approve(String environment, String hash) {
        return operator.approve(environment, hash);
      }

      @Override
      public boolean retry(String environment, String name) {
        return operator.retry(environment, name);
      }
    };
  }

  @Override
  public void close() {
    post.ifPresent(Post::close);
    journal.close();
  }
}
