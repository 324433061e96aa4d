package dev.berth.cli;

import dev.berth.plan.Palette;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How a command's screen looks.
final class Looks {
  enum Colour {
    auto,
    always,
    never
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never. Default: ${DEFAULT-VALUE}.",
      defaultValue = "auto")
  private Colour colour = Colour.auto;

  Palette palette(Outside outside) {
    boolean wanted =
        switch (colour) {
          case always -> true;
          case never -> false;
          case auto ->
              outside.screen() == Outside.Screen.TERMINAL
                  && outside.variable("NO_COLOR").isEmpty()
                  && !outside.variable("TERM").equals(Optional.of("dumb"));
        };
    return wanted ? Palette.COLOURED : Palette.PLAIN;
  }
}
