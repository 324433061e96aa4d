package dev.berth.http;

import dev.berth.reconcile.Event;
import java.util.List;

/// Writes what is to be told outside of one environment's visits; nothing where nothing is new. One
/// thread at a time.
interface Scribe {
  List<Letter> write(Event.Stood stood);
}
