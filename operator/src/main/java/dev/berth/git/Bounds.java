package dev.berth.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jgit.errors.TooLargePackException;

/// A stream that ends where the limits of a fetch are.
final class Bounds extends FilterInputStream {
  private final Limits limits;
  private final InstantSource clock;
  private final Trace trace;
  private final Instant end;
  private long read;

  Bounds(InputStream in, Limits limits, InstantSource clock, Trace trace) {
    super(in);
    this.limits = limits;
    this.clock = clock;
    this.trace = trace;
    this.end = clock.instant().plus(limits.whole());
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0) count(1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) count(count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    read += bytes;
    if (read > limits.fetched()) {
      trace.exceeded("one fetch sends more than %,d bytes".formatted(limits.fetched()));
      throw new TooLargePackException(limits.fetched());
    }
    if (clock.instant().isAfter(end)) {
      throw new InterruptedIOException(
          "the fetch took more than " + limits.whole().toSeconds() + " s");
    }
  }
}
