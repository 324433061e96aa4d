package dev.berth.simulator.wire;

import tools.jackson.databind.node.ObjectNode;

/// A refusal as AWS words it: a code such as `InvalidParameterException`, a message and, rarely,
/// members of its own (`resourceIds` of a `ConflictException`).
public final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;
  private final String extra;

  private ApiError(String code, String message, int status, String extra) {
    super(message);
    this.code = code;
    this.status = status;
    this.extra = extra;
  }

  /// The caller's fault: 400.
  public static ApiError of(String code, String message) {
    return new ApiError(code, message, 400, "{}");
  }

  /// @param status of HTTP
  public static ApiError of(String code, String message, int status) {
    return new ApiError(code, message, status, "{}");
  }

  /// AWS's own fault: 500.
  public static ApiError server(String code, String message) {
    return new ApiError(code, message, 500, "{}");
  }

  /// ECS's usual refusal of an argument.
  public static ApiError invalidParameter(String message) {
    return of("InvalidParameterException", message);
  }

  /// ECS's refusal of an action as such.
  public static ApiError client(String message) {
    return of("ClientException", message);
  }

  /// An action that this API does not have, or that the simulator does not know.
  public static ApiError unknownOperation(String operation) {
    return of("UnknownOperationException", "Unknown operation " + operation);
  }

  public ApiError with(ObjectNode members) {
    return new ApiError(code, getMessage(), status, Json.write(members));
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  /// What the error carries beside its code and message; a fresh copy.
  public ObjectNode extra() {
    return Json.parse(extra);
  }
}
