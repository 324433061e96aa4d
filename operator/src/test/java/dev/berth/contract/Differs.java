package dev.berth.contract;

/// An answer is not what the specification says.
final class Differs extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String wanted;
  private final String got;

  /// @param where the operation, and the member if it is about one
  Differs(String where, String wanted, String got) {
    super("%s: wanted %s, got %s".formatted(where, wanted, got));
    this.wanted = where + ": " + wanted;
    this.got = got;
  }

  String wanted() {
    return wanted;
  }

  String got() {
    return got;
  }
}
