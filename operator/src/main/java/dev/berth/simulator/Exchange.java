package dev.berth.simulator;

import dev.berth.simulator.wire.ApiError;

/// One call in the wording of its protocol.
interface Exchange {
  /// The API that is called, as its protocol names it; may be empty.
  String api();

  /// The action, or `HTTP GET` and the like when there was none.
  String operation();

  /// What the call is mainly about, in short names; may be empty.
  String resource();

  /// Lets the call have its effect.
  ///
  /// @throws ApiError when the API refuses it
  Response perform();

  Response refused(ApiError error);
}
