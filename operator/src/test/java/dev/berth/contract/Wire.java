package dev.berth.contract;

import java.util.SortedMap;

/// Carries requests to an endpoint, over a socket or within the process.
interface Wire {
  /// @param headers of an answer are in lower case
  record Answer(int status, SortedMap<String, String> headers, String body) {}

  Answer call(Call call);

  /// A request that is none of AWS's.
  Answer control(String method, String path, String body);
}
