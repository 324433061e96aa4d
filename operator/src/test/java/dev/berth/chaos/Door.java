package dev.berth.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.aws.InProcessHttp;
import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.simulator.ConnectionReset;
import dev.berth.simulator.Request;
import dev.berth.simulator.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// The way from one process to the account: every call passes here, and may meet its fate.
record Door(World world, Replica replica) implements InProcessHttp.Server {
  @Override
  public InProcessHttp.Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    var request = Request.of(method, path, headers, body);
    var call = Call.of(request, body);
    var fate = world.weather().fate(call);
    world.rules().before(replica, call);
    die(fate, Weather.Fate.DIES_BEFORE);
    if (fate == Weather.Fate.HANGS) world.hangs(replica, call);
    var answer = "lost";
    try {
      world.weather().rule(call, fate).ifPresent(world.simulator()::fault);
      var response = world.simulator().handle(request);
      answer = Integer.toString(response.status());
      return told(response);
    } catch (ConnectionReset e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    } finally {
      world.simulator().clearFaults();
      tell(call, fate, answer);
      world.rules().after(replica, call, fate);
      die(fate, Weather.Fate.DIES_AFTER);
    }
  }

  private void die(Weather.Fate fate, Weather.Fate when) {
    if (fate == when) throw new Replica.Death();
  }

  private void tell(Call call, Weather.Fate fate, String answer) {
    var word = fate == Weather.Fate.NONE ? "" : " " + fate;
    world.tale().tell(world.now() + " " + replica.process() + " " + call + " " + answer + word);
    world.tale().whisper(call.body());
  }

  private static InProcessHttp.Answer told(Response response) {
    return new InProcessHttp.Answer(response.status(), response.headers(), response.body());
  }

  /// @param request what it says, where it is JSON
  record Call(String operation, String api, Fields request, byte[] body) {
    private static final String READS = "(Describe|List|Get|BatchGet|Discover).*";

    static Call of(Request request, byte[] body) {
      var target = request.header("X-Amz-Target");
      var text = new String(body, UTF_8);
      var fields = Json.parse(text) instanceof Fields parsed ? parsed : Fields.EMPTY;
      int dot = Math.max(0, target.lastIndexOf('.'));
      return new Call(target.substring(dot + 1), target.substring(0, dot), fields, body);
    }

    static Call named(String operation, String service) {
      var fields = Fields.EMPTY.with("service", Value.of(service));
      return new Call(operation, "", fields, new byte[0]);
    }

    boolean ecs() {
      return api.startsWith("AmazonEC2ContainerService");
    }

    boolean writes() {
      return !operation.matches(READS);
    }

    String text(String name) {
      return request.text(name).orElse("");
    }

    @Override
    public String toString() {
      return operation + " " + what();
    }

    private String what() {
      for (var name :
          List.of("serviceName", "service", "family", "taskDefinition", "resourceArn", "task")) {
        var found = request.text(name);
        if (found.isPresent()) return found.get().substring(found.get().lastIndexOf('/') + 1);
      }
      return request.at("services").map(Object::toString).orElse("");
    }
  }
}
