package dev.berth.simulator;

import dev.berth.simulator.Fault.Moment;
import dev.berth.simulator.ecs.Consistency;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole world behind one lock, which guards everything in it: the clock, the services, the
/// scripts and the log. It needs no socket and no thread; [HttpDoor] puts it on a port.
public final class Simulator {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Object lock = new Object();
  private final VirtualClock clock;
  private final Region region;
  private final History history;
  private final CallLog log = new CallLog();
  private final Faults faults;
  private final Lag lag;
  private final Gateway gateway;

  private Simulator(Scenario scenario, VirtualClock clock) {
    this.clock = clock;
    region = new Region(scenario, clock);
    history = new History(scenario, clock.now());
    faults = new Faults(clock);
    lag = new Lag(scenario.seed());
    lag.become(scenario.consistency());
    gateway = new Gateway(region, history, clock, log, faults, lag, ~scenario.seed());
    Region.each(scenario, "faults", scenario.faults(), faults::add);
  }

  /// Time stands still until it is advanced, and begins with 2026.
  public static Simulator stepped(long seed) {
    return stepped(Scenario.seeded(seed));
  }

  public static Simulator stepped(Scenario scenario) {
    return new Simulator(scenario, VirtualClock.stepped(scenario.start().orElse(START)));
  }

  /// Time begins now and runs `speed` times as fast.
  public static Simulator scaled(long seed, double speed) {
    return scaled(Scenario.seeded(seed), speed);
  }

  public static Simulator scaled(Scenario scenario, double speed) {
    var start = scenario.start().orElseGet(Instant::now);
    return new Simulator(scenario, VirtualClock.scaled(System::nanoTime, start, speed));
  }

  /// Answers one request as AWS would.
  ///
  /// @throws ConnectionReset when a fault says so
  public Response handle(Request request) {
    synchronized (lock) {
      clock.hold();
      try {
        region.catchUp();
        return answer(request);
      } finally {
        clock.release();
      }
    }
  }

  private Response answer(Request request) {
    if (request.path().startsWith(Control.ROOT)) return new Control(this, clock).handle(request);
    var layer = region.surroundings().download(request.path());
    if (layer.isPresent()) return Response.of(200, "application/octet-stream", layer.get());
    return gateway.handle(request);
  }

  public Instant now() {
    synchronized (lock) {
      return clock.now();
    }
  }

  public void advance(Duration step) {
    synchronized (lock) {
      clock.advance(step);
      region.catchUp();
    }
  }

  /// The whole world, the members of each object sorted: equal worlds are equal texts.
  public JsonNode dump() {
    synchronized (lock) {
      region.catchUp();
      return region.dump();
    }
  }

  /// A copy of the log as it is now.
  public CallLog callLog() {
    synchronized (lock) {
      return log.copy();
    }
  }

  public void clearCallLog() {
    synchronized (lock) {
      log.clear();
    }
  }

  /// Adds a rule about how tasks end, or what hooks and alarms say; see
  /// `operator/docs/simulator.md`.
  public void script(ObjectNode rule) {
    change(each -> each.ecs().script(rule));
  }

  public void clearScript() {
    change(each -> each.ecs().clearScript());
  }

  /// States that something exists beside ECS; see `operator/docs/simulator.md`.
  public void state(ObjectNode thing) {
    change(each -> each.surroundings().state(thing));
  }

  /// Scripts the metric of a scaling policy; see `operator/docs/simulator.md`.
  public void metric(ObjectNode rule) {
    change(each -> each.autoScaling().script(rule));
  }

  public void clearMetrics() {
    change(each -> each.autoScaling().clearScript());
  }

  /// How long it takes from now on until what is written is seen.
  public void become(Consistency consistency) {
    synchronized (lock) {
      change(each -> each.ecs().become(consistency));
      lag.become(consistency);
    }
  }

  public Consistency consistency() {
    synchronized (lock) {
      return lag.consistency();
    }
  }

  /// Adds a rule about what goes wrong on the wire; see `operator/docs/simulator.md`.
  public void fault(ObjectNode rule) {
    synchronized (lock) {
      faults.add(rule);
    }
  }

  public void clearFaults() {
    synchronized (lock) {
      faults.clear();
    }
  }

  /// The client dies before that call has its effect, counted over all calls ever received.
  public void cutBefore(long call) {
    synchronized (lock) {
      faults.cut(call, Moment.BEFORE);
    }
  }

  /// The client dies after that call has had its effect.
  public void cutAfter(long call) {
    synchronized (lock) {
      faults.cut(call, Moment.AFTER);
    }
  }

  /// What changes the region, and has changed it in its history.
  private void change(Consumer<Region> what) {
    synchronized (lock) {
      what.accept(region);
      history.add(clock.now(), what);
    }
  }
}
