package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Finding.Origin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an Environment says of itself in words that mean nothing is an error with its place, and is
/// never read as if it were not there.
class EnvironmentWordsTest {
  private static final String FILE = "environments/demo.yaml";

  private static final String SERVICE =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: web}
      spec:
        taskDefinition:
          containerDefinitions: [{name: web, image: "web:1", memory: 256}]
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gc: yes",
        "gc: {keepRevisions: ten}",
        "gc: {keepRevisions: 0}",
        "gc: {grace: 5}",
        "gc: {grace: forever}",
        "gc: {grace: -1h}",
        "gc: {grace: 99999999999h}",
        "gc: {unchecked: [schedule]}",
        "gc: {keep: 5}",
        "lease: berth",
        "lease: {}",
        "lease: {table: no}",
        "lease: {table: berth leases}",
        "lease: {table: leases, duration: 15}",
        "lease: {table: leases, duration: 0s}",
        "lease: {table: leases, duration: 11m}",
        "lease: {table: leases, name: leases}",
        "assumeRole: {externalId: shared}",
        "assumeRole: {roleArn: deployer}",
        "assumeRole: {roleArn: 'arn:aws:iam::1:role/deployer'}",
        "assumeRole: {roleArn: 'arn:aws:iam::111122223333:role/d', externalId: 'a b'}",
        "assumeRole: {roleArn: 'arn:aws:iam::111122223333:role/d', sessionName: x}",
        "assumeRole: {roleArn: 'arn:aws:iam::111122223333:role/d', session: berth}",
        "assumeRole: 'arn:aws:iam::111122223333:role/d'",
        "policies: deny",
        "policies: {shell: DENY}",
        "policies: {shel: deny}",
        "sync: apply",
        "sync: {mode: Apply}",
        "sync: {prune: yes}",
        "sync: {prune: \"true\"}",
        "sync: {purge: true}",
        "sync: {approval: yes}",
        "sync: {windows: [{kind: allow, schedule: 0 25 * * *, duration: 2h}]}",
        "sync: {windows: [{kind: allow, schedule: every day, duration: 2h}]}",
        "sync: {windows: [{kind: allow, schedule: 0 22 * * *, duration: 0h}]}",
        "sync: {windows: [{kind: allow, schedule: 0 22 * * *, duration: long}]}",
        "sync: {windows: [{kind: deny, schedule: 0 22 * * *, duration: 2h, timeZone: Mars}]}",
        "sync: {windows: [{kind: maybe, schedule: 0 22 * * *, duration: 2h}]}",
        "sync: {windows: [{kind: deny, schedule: 0 22 * * *}]}",
        "exemptions: [shell]",
        "exemptions: [{policy: shel, resource: web, until: 2027-01-01, reason: x}]",
        "exemptions: [{policy: shell, resource: web, until: 2027-02-30, reason: x}]",
        "exemptions: [{policy: shell, resource: web, reason: x}]"
      })
  void what_means_nothing_is_told_once_with_its_place(String line) {
    var environment =
        """
        apiVersion: berth.dev/v1
        kind: Environment
        metadata: {name: demo}
        spec:
          installation: acme
          cluster: {name: demo}
          %s
        """
            .formatted(line);
    var files = List.of(new ManifestFile(FILE, environment), new ManifestFile("web.yaml", SERVICE));

    var parsed = Manifests.parse(files, Optional.empty(), ResolvedParameters.NONE, "c0ffee");

    assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    var findings = ((Parsed.Invalid) parsed).findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().origin().map(Origin::file)).contains(FILE);
    assertThat(findings.getFirst().origin().map(Origin::line)).contains(7);
  }
}
