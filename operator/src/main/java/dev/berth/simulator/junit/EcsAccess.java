package dev.berth.simulator.junit;

import java.net.URI;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a client needs to reach the simulator of a test. Any credentials will do.
public record EcsAccess(URI endpoint, String region, String accessKey, String secretKey) {
  EcsAccess(URI endpoint) {
    this(endpoint, "us-east-1", "any", "any");
  }

  /// The same as environment variables, for a process that the test starts.
  public SortedMap<String, String> variables() {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", endpoint.toString());
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
    variables.put("AWS_ACCESS_KEY_ID", accessKey);
    variables.put("AWS_SECRET_ACCESS_KEY", secretKey);
    return Collections.unmodifiableSortedMap(variables);
  }
}
