package dev.berth.simulator;

import dev.berth.simulator.Fault.Moment;
import dev.berth.simulator.ecs.Consistency;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole world behind one lock, which guards everything in it: the clock, the services, the
/// scripts and the log. It needs no socket and no thread; [HttpDoor] puts it on a port.
public final class Simulator {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Object lock = new Object();
  private final VirtualClock clock;
  private final Accounts accounts;
  private final History history;
  private final CallLog log = new CallLog();
  private final Faults faults;
  private final Lag lag;
  private final Gateway gateway;
  private Optional<Journal> journal = Optional.empty();

  private Simulator(Scenario scenario, VirtualClock clock) {
    this.clock = clock;
    accounts = new Accounts(scenario, clock);
    history = new History(scenario, clock.now());
    faults = new Faults(clock, accounts.dice());
    lag = new Lag(scenario.seed());
    lag.become(scenario.consistency());
    gateway = new Gateway(accounts, history, clock, log, faults, lag, ~scenario.seed());
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

  /// A world that is kept in a file: begun there, or gone on with from where it was.
  ///
  /// @param asked how it is to begin; one that was begun otherwise is refused
  /// @throws UnusableState when the file is broken, newer, in use, or another world's
  public static Simulator kept(Path file, Optional<Scenario> asked, double speed) {
    var journal = Journal.of(file);
    try {
      var state = new State(file);
      var kept = state.read(asked);
      var simulator = scaled(kept.scenario(), speed);
      simulator.replay(state, kept.lines());
      state.write(kept);
      journal.open();
      simulator.journal = Optional.of(journal);
      return simulator;
    } catch (UnusableState e) {
      journal.close();
      throw e;
    }
  }

  private void replay(State state, List<ObjectNode> lines) {
    synchronized (lock) {
      for (var i = 0; i < lines.size(); i++) {
        clock.hold(Journal.at(lines.get(i)));
        accounts.catchUp();
        again(state, i, lines.get(i));
      }
      clock.resume(clock.now());
    }
  }

  private void again(State state, int index, ObjectNode line) {
    if (Json.has(line, "read")) gateway.recall(line);
    if (Json.has(line, "seal") && !Json.text(line, "seal", "").equals(digest())) {
      throw state.otherwise(index);
    }
    if (!Json.has(line, "method")) return;
    try {
      answer(Journal.request(line));
    } catch (ConnectionReset e) {
      return; // as it was then
    }
  }

  private String digest() {
    return Ids.digest(Json.write(accounts.dump()));
  }

  /// Writes down that time has passed, where the world is kept.
  public void keep() {
    synchronized (lock) {
      journal.ifPresent(each -> each.tick(clock.now()));
    }
  }

  /// Seals what is kept. Nothing may be asked afterwards.
  public void close() {
    synchronized (lock) {
      if (journal.isEmpty()) return;
      clock.hold();
      accounts.catchUp();
      journal.get().seal(clock.now(), digest());
      journal.get().close();
      journal = Optional.empty();
      clock.release();
    }
  }

  /// Answers one request as AWS would.
  ///
  /// @throws ConnectionReset when a fault says so
  public Response handle(Request request) {
    synchronized (lock) {
      clock.hold();
      try {
        accounts.catchUp();
        return noted(request);
      } finally {
        clock.release();
      }
    }
  }

  /// How long a door should look for something before it lets a call in.
  Duration patience(Request request) {
    synchronized (lock) {
      return accounts.patience(request);
    }
  }

  /// What is kept is written before it is answered.
  private Response noted(Request request) {
    var before = log.total();
    try {
      return answer(request);
    } finally {
      journal.ifPresent(each -> each.note(request, log, before, clock.now()));
    }
  }

  private Response answer(Request request) {
    if (Overview.asked(request)) return overview();
    if (request.path().startsWith(Control.ROOT)) return new Control(this, clock).handle(request);
    var layer = accounts.download(request.path());
    if (layer.isPresent()) return Response.of(200, "application/octet-stream", layer.get());
    return gateway.handle(request);
  }

  private Response overview() {
    var settings = accounts.home().settings();
    settings.put("Faults", faults.told());
    settings.put("Consistency", lag.consistency().told());
    return Overview.of(accounts.dump(), clock.speed(), log, settings);
  }

  public Instant now() {
    synchronized (lock) {
      return clock.now();
    }
  }

  public void advance(Duration step) {
    synchronized (lock) {
      clock.advance(step);
      accounts.catchUp();
    }
  }

  /// The whole world, the members of each object sorted: equal worlds are equal texts.
  public JsonNode dump() {
    synchronized (lock) {
      accounts.catchUp();
      return accounts.dump();
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
    change(all -> all.change(each -> each.script(rule)));
  }

  public void clearScript() {
    change(all -> all.change(each -> each.clearScript()));
  }

  /// States that something exists beside ECS; see `operator/docs/simulator.md`.
  public void state(ObjectNode thing) {
    change(all -> all.state(thing));
  }

  /// Scripts the metric of a scaling policy; see `operator/docs/simulator.md`.
  public void metric(ObjectNode rule) {
    change(all -> all.change(each -> each.autoScaling().script(rule)));
  }

  public void clearMetrics() {
    change(all -> all.change(each -> each.autoScaling().clearScript()));
  }

  /// How long it takes from now on until what is written is seen.
  public void become(Consistency consistency) {
    synchronized (lock) {
      change(all -> all.change(each -> each.ecs().become(consistency)));
      lag.become(consistency);
    }
  }

  /// Turns switches; see `operator/docs/simulator-switches.md`.
  public void turn(ObjectNode positions) {
    change(all -> all.change(each -> each.ecs().switches().turn(positions)));
  }

  public void resetSwitches() {
    change(all -> all.change(each -> each.ecs().switches().reset()));
  }

  /// The positions of all switches.
  public ObjectNode switches() {
    synchronized (lock) {
      return accounts.home().ecs().switches().shown();
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

  /// What changes the world, and has changed it in its history.
  private void change(Consumer<Accounts> what) {
    synchronized (lock) {
      what.accept(accounts);
      history.add(clock.now(), what);
    }
  }
}
