package dev.berth.cli;

import dev.berth.plan.Palette;
import dev.berth.reconcile.Status;

/// The last lines of a terminal, which are drawn again and again. In a pipe there are none.
final class LiveBlock {
  private final Outside outside;
  private int lines;

  LiveBlock(Outside outside) {
    this.outside = outside;
  }

  void show(Status status, Palette palette) {
    if (outside.screen() == Outside.Screen.PIPE) return;
    long settled = status.lines().stream().filter(l -> l.state() == Status.State.SETTLED).count();
    int width = 40;
    int done = (int) (settled * width / Math.max(1, status.lines().size()));
    outside.out().println();
    outside
        .out()
        .println(
            palette.good("#".repeat(done))
                + palette.faint(".".repeat(width - done))
                + " %d of %d settled".formatted(settled, status.lines().size()));
    lines = 2;
  }

  /// Up by the lines that were shown, then everything below is cleared (ECMA-48 CUU and ED).
  void clear() {
    if (lines > 0) outside.out().print("\u001b[" + lines + "A\u001b[J");
    lines = 0;
  }
}
