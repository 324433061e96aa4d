package dev.berth.contract;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/// A request as it goes over the wire.
///
/// @param service of the signature's scope, which some endpoints route by
record Call(String service, String operation, SortedMap<String, String> headers, String body) {
  static final String ECS = "AmazonEC2ContainerServiceV20141113.";
  static final String CLOUD_MAP = "Route53AutoNaming_v20170314.";
  static final String JSON = "application/x-amz-json-1.1";
  static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  static Call json(String service, String target, String operation, String body) {
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", JSON);
    headers.put("X-Amz-Target", target + operation);
    return new Call(service, operation, headers, body);
  }

  static Call form(String service, String operation, String body) {
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", FORM);
    return new Call(service, operation, headers, body);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
