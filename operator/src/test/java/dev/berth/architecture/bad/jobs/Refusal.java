package dev.berth.architecture.bad.jobs;

/// Right: exceptions may have a family, and constants bodies.
class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  static final class Denied extends Refusal {
    private static final long serialVersionUID = 1;
  }

  enum Verdict {
    YES {
      @Override
      String text() {
        return "yes";
      }
    };

    abstract String text();
  }
}
