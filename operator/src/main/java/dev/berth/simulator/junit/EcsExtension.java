package dev.berth.simulator.junit;

import dev.berth.simulator.CallLog.Call;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Scenario;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.ecs.Consistency;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Starts the simulator of a test before it, and closes it behind it.
final class EcsExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace OURS = Namespace.create(EcsExtension.class);

  /// What one test has.
  private record Running(WithEcs wanted, Simulator simulator, HttpDoor door)
      implements AutoCloseable {
    URI endpoint() {
      return URI.create("http://127.0.0.1:" + door.port());
    }

    @Override
    public void close() {
      door.close();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    var wanted = wanted(context);
    var simulator = simulator(context, wanted);
    var running = new Running(wanted, simulator, HttpDoor.start(simulator, 0));
    context.getStore(OURS).put(Running.class, running);
  }

  /// A method's own before its class's.
  private static WithEcs wanted(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), WithEcs.class)
        .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), WithEcs.class))
        .orElseThrow();
  }

  private static Simulator simulator(ExtensionContext context, WithEcs wanted) {
    var scenario = scenario(context.getRequiredTestClass(), wanted);
    var late = wanted.eventual() && scenario.consistency().equals(Consistency.STRONG);
    var begun = late ? scenario.with(Consistency.EVENTUAL) : scenario;
    if (wanted.speed() == 0) return Simulator.stepped(begun);
    return Simulator.scaled(begun, wanted.speed());
  }

  private static Scenario scenario(Class<?> test, WithEcs wanted) {
    var text = wanted.scenario();
    if (text.isEmpty()) return Scenario.seeded(wanted.seed());
    var json = text.stripLeading().startsWith("{");
    var parsed =
        json
            ? Scenario.parse("@WithEcs of " + test.getSimpleName(), text)
            : Scenario.parse(text, resource(test, text));
    return parsed.seed() == 0 ? parsed.with(wanted.seed()) : parsed;
  }

  private static String resource(Class<?> test, String name) {
    try (InputStream stream = test.getResourceAsStream(name)) {
      if (stream == null) throw new IllegalArgumentException("no resource " + name);
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var running = running(context);
    if (running.isEmpty()) return;
    running.get().close();
    if (context.getExecutionException().isEmpty()) check(running.get());
  }

  private static void check(Running running) {
    var unexpected =
        running.simulator().callLog().calls().stream()
            .filter(call -> unexpected(running.wanted(), call))
            .map(EcsExtension::told)
            .collect(Collectors.joining("\n"));
    if (unexpected.isEmpty()) return;
    throw new AssertionError("calls that nobody expected:\n" + unexpected);
  }

  private static boolean unexpected(WithEcs wanted, Call call) {
    var unknown = call.error().equals("UnknownOperationException");
    if (unknown || call.error().equals("InvalidAction")) return wanted.strict();
    if (wanted.expected().length == 0) return false;
    return Stream.of(wanted.expected())
        .noneMatch(pattern -> call.operation().matches(regex(pattern)));
  }

  private static String regex(String pattern) {
    return Stream.of(pattern.split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }

  private static String told(Call call) {
    var error = call.error().isEmpty() ? "" : " (" + call.error() + ")";
    return "  %d. %s %s%s".formatted(call.sequence(), call.operation(), call.resource(), error);
  }

  private static Optional<Running> running(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(OURS).get(Running.class, Running.class));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    var known = type == Simulator.class || type == URI.class || type == EcsAccess.class;
    return known && running(context).isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var running = running(context).orElseThrow();
    var type = parameter.getParameter().getType();
    if (type == Simulator.class) return running.simulator();
    return type == URI.class ? running.endpoint() : new EcsAccess(running.endpoint());
  }
}
