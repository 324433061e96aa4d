package dev.berth.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.berth.model.Json;
import dev.berth.model.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/// An event as one line: a JSON object for programs, words for people. What a URL says before an
/// `@` goes in neither.
public final class LineEncoder extends EncoderBase<ILoggingEvent> {
  private static final Pattern CREDENTIALS = Pattern.compile("://[^/@\\s]*@");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int FRAMES = 12;

  /// How lines are written.
  public enum Form {
    JSON,
    WORDS
  }

  private final Form form;

  /// JSON; logback makes one itself where its configuration names it.
  public LineEncoder() {
    this(Form.JSON);
  }

  LineEncoder(Form form) {
    this.form = form;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line =
        switch (form) {
          case JSON -> json(event);
          case WORDS -> words(event);
        };
    return (line + "\n").getBytes(UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  private static String json(ILoggingEvent event) {
    var map = new TreeMap<String, Value>();
    pairs(event).forEach(pair -> map.put(pair.key, Value.of(clean(String.valueOf(pair.value)))));
    map.put("at", Value.of(Instant.ofEpochMilli(event.getTimeStamp()).toString()));
    map.put("level", Value.of(event.getLevel().toString().toLowerCase(Locale.ROOT)));
    map.put("message", Value.of(clean(event.getFormattedMessage())));
    map.put("logger", Value.of(event.getLoggerName()));
    var thrown = event.getThrowableProxy();
    if (thrown != null) map.put("stack", Value.texts(stack(thrown)));
    return Json.compact(Value.fields(map));
  }

  private static String words(ILoggingEvent event) {
    var text = new StringBuilder(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    text.append(' ').append("%-5s".formatted(event.getLevel().toString().toLowerCase(Locale.ROOT)));
    text.append(' ').append(plain(event.getFormattedMessage()));
    for (var pair : pairs(event)) {
      var value = plain(String.valueOf(pair.value));
      var shown = value.indexOf(' ') < 0 ? value : '"' + value + '"';
      text.append("  ").append(pair.key).append('=').append(shown);
    }
    var thrown = event.getThrowableProxy();
    if (thrown != null) stack(thrown).forEach(line -> text.append("\n    ").append(line));
    return text.toString();
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    return event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
  }

  private static List<String> stack(IThrowableProxy thrown) {
    var lines = new ArrayList<String>();
    lines.add(clean(thrown.getClassName() + ": " + thrown.getMessage()));
    var frames = thrown.getStackTraceElementProxyArray();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) lines.add(frames[i].getSTEAsString());
    return lines;
  }

  private static String clean(String text) {
    return CREDENTIALS.matcher(text).replaceAll("://");
  }

  /// On a terminal, control characters would be obeyed.
  private static String plain(String text) {
    return CONTROL.matcher(clean(text)).replaceAll(" ");
  }
}
