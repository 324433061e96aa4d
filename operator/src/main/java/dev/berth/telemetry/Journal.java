package dev.berth.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.slf4j.Logger;

/// The operator's own log: a line for each thing that is told, on a stream of its own. What
/// libraries log goes where logback's configuration says.
public final class Journal implements Consumer<Told>, AutoCloseable {
  private final LoggerContext context;
  private final Logger log;

  private Journal(LoggerContext context, Logger log) {
    this.context = context;
    this.log = log;
  }

  /// @param out stays open
  public static Journal on(OutputStream out, LineEncoder.Form form) {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    var encoder = new LineEncoder(form);
    encoder.setContext(context);
    encoder.start();
    var appender = new OutputStreamAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(new Unclosed(out));
    appender.start();
    var log = context.getLogger("berth");
    log.setLevel(Level.INFO);
    log.addAppender(appender);
    return new Journal(context, log);
  }

  @Override
  public void accept(Told told) {
    var line =
        switch (told.level()) {
          case INFO -> log.atInfo();
          case WARN -> log.atWarn();
          case ERROR -> log.atError();
        };
    line = line.addKeyValue("kind", told.kind());
    for (var fact : told.facts().entrySet()) line.addKeyValue(fact.getKey(), fact.getValue());
    told.error().ifPresent(line::setCause);
    line.log(told.message());
  }

  /// The operator's first words.
  ///
  /// @param facts name and value in turns
  public void begins(String... facts) {
    var told = Told.info("began", "berth runs");
    for (int i = 0; i < facts.length; i += 2) told = told.with(facts[i], facts[i + 1]);
    accept(told);
  }

  public void ends(String why) {
    accept(Told.info("ended", "berth ends").with("why", why));
  }

  @Override
  public void close() {
    context.stop();
  }
}
