package dev.berth.simulator;

import dev.berth.simulator.neighbours.EventDice;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Session;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The accounts of a world, each with an ECS and neighbours of its own. Calls go to the account of
/// the role that they are signed as, and to the first account where there is none; another account
/// begins when something is stated of it or somebody takes a role of it.
final class Accounts {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/\\d+/([a-z0-9-]+)/[^/]+/aws4_request");
  private static final Pattern ROLE = Pattern.compile("arn:aws:iam::(\\d{12}):role/.+");

  private final Scenario scenario;
  private final VirtualClock clock;
  private final EventDice dice;
  private final Region home;
  private final SortedMap<String, Region> others = new TreeMap<>();

  /// What was changed everywhere, for the accounts that are still to begin.
  private final List<Consumer<Region>> changes = new ArrayList<>();

  Accounts(Scenario scenario, VirtualClock clock) {
    this.scenario = scenario;
    this.clock = clock;
    dice = new EventDice(~scenario.seed());
    home = new Region(scenario, clock, Caller.DEFAULT_ACCOUNT, dice);
    Region.each(scenario, "account", scenario.account(), this::state);
  }

  /// The account that there always is.
  Region home() {
    return home;
  }

  /// What becomes of the events.
  EventDice dice() {
    return dice;
  }

  private Region region(String account) {
    if (account.equals(Caller.DEFAULT_ACCOUNT)) return home;
    return others.computeIfAbsent(
        account,
        _ -> {
          var begun = new Region(scenario, clock, account, dice);
          changes.forEach(each -> each.accept(begun));
          return begun;
        });
  }

  /// Changes what holds in every account.
  void change(Consumer<Region> what) {
    changes.add(what);
    what.accept(home);
    others.values().forEach(what);
  }

  /// States something of one account: of that with the number `account`, if it has one.
  void state(ObjectNode thing) {
    var account = Json.text(thing, "account", Caller.DEFAULT_ACCOUNT);
    if (!account.matches("\\d{12}")) {
      throw ApiError.of("InvalidAccount", "an account is 12 digits: " + account);
    }
    region(account).surroundings().state(thing);
  }

  /// The call in the wording of its protocol; it has no effect yet.
  Exchange exchange(Request request, String requestId) {
    var session = session(request);
    var caller = caller(request, session);
    var exchange = asked(request, caller).exchange(request, caller, requestId);
    if (session.isEmpty()) return exchange;
    if (!session.get().end().isAfter(clock.now())) return new Refused(exchange, expired());
    boolean known =
        caller.account().equals(Caller.DEFAULT_ACCOUNT) || others.containsKey(caller.account());
    return known ? exchange : new Refused(exchange, unknown());
  }

  /// A role is asked for in its own account.
  private Region asked(Request request, Caller caller) {
    if (request.header("X-Amz-Target").isEmpty() && request.method().equals("POST")) {
      var form = Form.of(request.body());
      var role = ROLE.matcher(form.field("RoleArn"));
      if (form.field("Action").equals("AssumeRole") && role.matches()) return region(role.group(1));
    }
    return caller.account().equals(Caller.DEFAULT_ACCOUNT)
        ? home
        : others.getOrDefault(caller.account(), home);
  }

  private static Optional<Session> session(Request request) {
    return Session.of(request.header("X-Amz-Security-Token"));
  }

  /// Any signature will do; its scope tells the region.
  private static Caller caller(Request request, Optional<Session> session) {
    var scope = SCOPE.matcher(request.header("Authorization"));
    var region = scope.find() ? scope.group(1) : "us-east-1";
    var account = session.map(Session::account).orElse(Caller.DEFAULT_ACCOUNT);
    return new Caller(account, region, request.header("Host"), session);
  }

  private static ApiError expired() {
    return ApiError.of(
        "ExpiredTokenException", "The security token included in the request is expired");
  }

  private static ApiError unknown() {
    return ApiError.of(
        "UnrecognizedClientException", "The security token included in the request is invalid.");
  }

  /// A call that comes to nothing, whatever it asks.
  private record Refused(Exchange of, ApiError error) implements Exchange {
    @Override
    public String api() {
      return of.api();
    }

    @Override
    public String operation() {
      return of.operation();
    }

    @Override
    public String resource() {
      return of.resource();
    }

    @Override
    public Response perform() {
      throw error;
    }

    @Override
    public Response refused(ApiError refusal) {
      return of.refused(refusal);
    }
  }

  /// How long a call for messages waits for some, in the time of the machine. Nobody waits where
  /// time stands still, and what can't be read doesn't wait.
  Duration patience(Request request) {
    boolean receives = request.header("X-Amz-Target").equals(Door.QUEUES + ".ReceiveMessage");
    if (!receives || clock.stepped()) return Duration.ZERO;
    clock.hold();
    try {
      catchUp();
      var caller = caller(request, session(request));
      var queues = asked(request, caller).surroundings().queues();
      var wait = queues.patience(JsonDoors.read(request), caller);
      return Duration.ofNanos((long) (wait.toNanos() / clock.speed()));
    } catch (ApiError e) {
      return Duration.ZERO;
    } finally {
      clock.release();
    }
  }

  /// What is downloaded from a path with a plain GET; nothing where there is no such layer.
  Optional<String> download(String path) {
    return home.surroundings()
        .download(path)
        .or(() ->
            others.values().stream()
                .flatMap(each -> each.surroundings().download(path).stream())
                .findFirst());
  }

  /// Lets everything happen that is due by the clock.
  void catchUp() {
    home.catchUp();
    others.values().forEach(Region::catchUp);
  }

  JsonNode dump() {
    var world = home.dump();
    if (others.isEmpty() || !(world instanceof ObjectNode whole)) return world;
    var more = Json.object();
    others.forEach((account, region) -> more.set(account, region.dump()));
    return Json.canonical(whole.set("accounts", more));
  }
}
