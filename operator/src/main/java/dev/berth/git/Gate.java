package dev.berth.git;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/// Where the packs of a fetch come into a repository: through what bounds this fetch.
final class Gate {
  private final long largest;
  private UnaryOperator<InputStream> bounds = UnaryOperator.identity();

  /// @param largest bytes of one object
  Gate(long largest) {
    this.largest = largest;
  }

  void through(UnaryOperator<InputStream> bounds) {
    this.bounds = bounds;
  }

  ObjectInserter guard(ObjectInserter inserter) {
    return new Guarded(inserter);
  }

  private final class Guarded extends ObjectInserter.Filter {
    private final ObjectInserter inner;

    Guarded(ObjectInserter inner) {
      this.inner = inner;
    }

    @Override
    protected ObjectInserter delegate() {
      return inner;
    }

    @Override
    public PackParser newPackParser(InputStream in) throws IOException {
      var parser = inner.newPackParser(bounds.apply(in));
      parser.setMaxObjectSizeLimit(largest);
      return parser;
    }
  }
}
