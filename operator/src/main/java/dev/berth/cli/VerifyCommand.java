package dev.berth.cli;

import dev.berth.reconcile.Verification;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Look whether what the manifests refer to is there and fits. Nothing is changed.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth verify manifests/tracecat -e demo",
      "",
      "Images, roles, secrets, log groups, target groups, subnets, capacity providers and so on."
          + " SKIP",
      "names the permission that a look lacked; no secret's value is read.",
      "Exit codes: 0 all OK or SKIP; 1 something is NG; 2 invalid input; 4 timed out; 6 AWS"
          + " refused."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  private final Outside outside;

  VerifyCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var format = common.plainFormat();
    var verified = Limit.within(common.timeout(), this::verified);
    var text =
        switch (format) {
          case text, markdown ->
              VerifyText.of(verified.verification(), verified.calls(), common.palette(outside));
          case json, yaml -> Printing.of(VerifyValue.of(verified.verification()), format);
        };
    outside.out().print(text);
    return (verified.verification().sound() ? Exit.DONE : Exit.DIFFERENCES).code();
  }

  private record Verified(Verification verification, int calls) {}

  private Verified verified() {
    try (var connection = Connection.stated(outside, common, path)) {
      var verification = Verification.of(connection.desired(), connection.references());
      return new Verified(verification, connection.ecs().calls());
    }
  }
}
