package dev.berth.cli;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Chromium without a window, spoken to in its own protocol: one page at a time.
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final Path profile;
  private final HttpClient client;
  private final WebSocket socket;
  private final BlockingQueue<Fields> heard;
  private String session = "";
  private int sent;

  private Browser(Process process, Path profile, String address) {
    this.process = process;
    this.profile = profile;
    this.client = HttpClient.newHttpClient();
    var ear = new Ear(new StringBuilder(), new LinkedBlockingQueue<>());
    this.heard = ear.heard();
    this.socket = client.newWebSocketBuilder().buildAsync(URI.create(address), ear).join();
    var target = call("Target.createTarget", "{\"url\": \"about:blank\"}").text("targetId");
    var attached =
        call(
            "Target.attachToTarget",
            "{\"flatten\": true, \"targetId\": \"%s\"}".formatted(target.orElseThrow()));
    session = attached.text("sessionId").orElseThrow();
    call("Page.enable", "{}");
  }

  /// Empty where there is none.
  static Optional<Browser> found() throws IOException {
    var program = PLACES.stream().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) return Optional.empty();
    var profile = Files.createTempDirectory("berth-browser");
    var words =
        List.of(
            program.get().toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--no-first-run",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    var process = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    return Optional.of(new Browser(process, profile, address(process.errorReader())));
  }

  private static String address(BufferedReader errors) throws IOException {
    for (var line = errors.readLine(); line != null; line = errors.readLine()) {
      if (!line.startsWith(LISTENING)) continue;
      Thread.ofVirtual().start(() -> errors.lines().forEach(_ -> {}));
      return line.substring(LISTENING.length());
    }
    throw new IOException("Chromium did not start");
  }

  private record Ear(StringBuilder text, BlockingQueue<Fields> heard)
      implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard.add((Fields) Json.parse(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  /// A command and its result.
  private Fields call(String method, String parameters) {
    int id = ++sent;
    var command =
        Fields.EMPTY
            .with("id", Value.of(id))
            .with("method", Value.of(method))
            .with("params", Json.parse(parameters));
    var addressed = session.isEmpty() ? command : command.with("sessionId", Value.of(session));
    socket.sendText(Json.compact(addressed), true).join();
    var answer = await(told -> told.whole("id").equals(Optional.of(id)), method);
    if (answer.at("error").isPresent()) throw new AssertionError(method + ": " + answer);
    return answer.fields("result");
  }

  private Fields await(java.util.function.Predicate<Fields> wanted, String what) {
    try {
      while (true) {
        var told = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (told == null) throw new AssertionError("nothing came of " + what);
        if (wanted.test(told)) return told;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Browser screen(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\": %d, \"height\": %d, \"deviceScaleFactor\": 1, \"mobile\": %b}"
            .formatted(width, height, width < 700));
    return this;
  }

  Browser dark(String scheme) {
    call(
        "Emulation.setEmulatedMedia",
        "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"%s\"}]}"
            .formatted(scheme));
    return this;
  }

  Browser disableScripts(String yes) {
    call("Emulation.setScriptExecutionDisabled", "{\"value\": %s}".formatted(yes));
    return this;
  }

  Browser open(String address) {
    call("Page.navigate", "{\"url\": \"%s\"}".formatted(address));
    await(told -> told.text("method").equals(Optional.of("Page.loadEventFired")), address);
    return this;
  }

  /// What an expression is, as text; a promise is waited for.
  String see(String expression) {
    var parameters =
        Fields.EMPTY
            .with("expression", Value.of("(async () => String(await (" + expression + ")))()"))
            .with("awaitPromise", Value.of(true))
            .with("returnByValue", Value.of(true));
    var result = call("Runtime.evaluate", Json.compact(parameters));
    if (result.at("exceptionDetails").isPresent()) throw new AssertionError(expression + result);
    return result.fields("result").text("value").orElse("");
  }

  /// Waits until an expression is true.
  void until(String expression) {
    see(
        """
        new Promise((yes, no) => {
          const end = Date.now() + 20000;
          const look = () => (%s) ? yes(true)
            : Date.now() > end ? no(new Error("never")) : setTimeout(look, 20);
          look();
        })
        """
            .formatted(expression));
  }

  void press(String key) {
    for (var type : List.of("rawKeyDown", "char", "keyUp")) {
      if (type.equals("char") && !key.equals("Enter")) continue;
      var text = key.equals("Enter") ? ", \"text\": \"\\r\", \"windowsVirtualKeyCode\": 13" : "";
      var code = key.equals("Tab") ? ", \"windowsVirtualKeyCode\": 9" : text;
      call(
          "Input.dispatchKeyEvent",
          "{\"type\": \"%s\", \"key\": \"%s\", \"code\": \"%s\"%s}"
              .formatted(type, key, key, code));
    }
  }

  /// All of the page, as a PNG.
  byte[] picture() {
    var told = call("Page.captureScreenshot", "{\"captureBeyondViewport\": true}");
    return Base64.getDecoder().decode(told.text("data").orElseThrow());
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    client.shutdownNow();
    // Its helpers outlive it for a moment, and write into the profile.
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
    try (var files = Files.walk(profile)) {
      for (var file : new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList())) {
        Files.deleteIfExists(file);
      }
    }
  }
}
