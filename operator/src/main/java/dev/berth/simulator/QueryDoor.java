package dev.berth.simulator;

import dev.berth.simulator.wire.Caller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/// The Query protocol, form in and XML out. Only the question that tools ask first is known here:
/// who am I.
final class QueryDoor {
  private static final String XML = "text/xml";

  /// @param operation the action, or `HTTP GET` and the like when there was none
  record Answer(Response response, String operation, String error) {}

  Answer handle(Request request, Caller caller, String requestId) {
    if (!request.method().equals("POST")) {
      var body = "<UnknownOperationException/>\n";
      var operation = "HTTP " + request.method();
      return new Answer(Response.of(404, XML, body), operation, "UnknownOperationException");
    }
    var form = form(request);
    var action = form.getOrDefault("Action", "");
    if (action.equals("GetCallerIdentity")) {
      return new Answer(Response.of(200, XML, identity(caller, requestId)), action, "");
    }
    if (action.isEmpty()) {
      return refused("MissingAction", "The request has no action.", "HTTP POST", requestId);
    }
    var message = "The action " + action + " is not valid for this endpoint.";
    return refused("InvalidAction", message, action, requestId);
  }

  private static SortedMap<String, String> form(Request request) {
    var form = new TreeMap<String, String>();
    for (var pair : new String(request.body(), StandardCharsets.UTF_8).split("&")) {
      var equals = pair.indexOf('=');
      if (equals > 0)
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // no valid escape: what came is what it says
    }
  }

  private static String identity(Caller caller, String requestId) {
    return """
    <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult>
        <Arn>arn:aws:iam::%1$s:root</Arn>
        <UserId>%1$s</UserId>
        <Account>%1$s</Account>
      </GetCallerIdentityResult>
      <ResponseMetadata><RequestId>%2$s</RequestId></ResponseMetadata>
    </GetCallerIdentityResponse>
    """
        .formatted(caller.account(), requestId);
  }

  private static Answer refused(String code, String message, String operation, String requestId) {
    var body =
        """
        <ErrorResponse>
          <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
          <RequestId>%s</RequestId>
        </ErrorResponse>
        """
            .formatted(code, escaped(message), requestId);
    return new Answer(Response.of(400, XML, body), operation, code);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("[\\p{Cntrl}]", " ");
  }
}
