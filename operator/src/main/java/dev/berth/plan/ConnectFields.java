package dev.berth.plan;

import dev.berth.plan.Field.Consequence;

/// What DescribeServices shows in the PRIMARY deployment only, Service Connect and volumes: rows
/// for [ServiceFields].
final class ConnectFields {
  private static final String CONNECT =
      """
      : Service
      serviceConnectConfiguration | group if enabled | | | clear=off read=primary

      serviceConnectConfiguration: ServiceConnectConfiguration
      enabled               | flag           | false |          | read=primary
      namespace             | text           |       |          | read=primary others
      services              | set by portName |      |          | read=primary

      serviceConnectConfiguration.services[]: ServiceConnectService
      portName              | text           |       |          | read=primary
      discoveryName         | text           | =portName | ~[a-z0-9_][a-z0-9_-]{0,63} | read=primary
      ingressPortOverride   | number         |       | 0..65535 | read=primary
      clientAliases         | set by port    |       |          | read=primary

      serviceConnectConfiguration.services[].clientAliases[]: ServiceConnectClientAlias
      port                  | number         |       | 1..65535 | read=primary
      dnsName               | text           |       |          | read=primary

      serviceConnectConfiguration.services[].clientAliases[].testTrafficRules.header: \
      ServiceConnectTestTrafficHeaderRules
      name                  | text           |       |          | read=primary
      value.exact           | text           |       |          | read=primary

      serviceConnectConfiguration.services[].timeout: TimeoutConfiguration
      idleTimeoutSeconds    | number         |       | 0..      | read=primary
      perRequestTimeoutSeconds | number      |       | 0..      | read=primary

      serviceConnectConfiguration.services[].tls: ServiceConnectTlsConfiguration
      issuerCertificateAuthority.awsPcaAuthorityArn | text | |  | read=primary
      kmsKey                | text           |       |          | read=primary
      roleArn               | text           |       |          | read=primary same=role

      serviceConnectConfiguration.logConfiguration: LogConfiguration
      logDriver             | text           |       | \
      awslogs,awsfirelens,splunk,json-file,journald,syslog,fluentd,gelf | read=primary
      options               | map of text    |       |          | read=primary
      secretOptions         | set by name    |       |          | read=primary

      serviceConnectConfiguration.logConfiguration.secretOptions[]: Secret
      name                  | text           |       |          | read=primary
      valueFrom             | text           |       |          | read=primary

      serviceConnectConfiguration.accessLogConfiguration: ServiceConnectAccessLogConfiguration
      format                | text           |       | TEXT,JSON | read=primary
      includeQueryParameters | text          | DISABLED | ENABLED,DISABLED | read=primary

      volumeConfigurations[]: ServiceVolumeConfiguration
      name                  | text           |       |          | read=primary

      volumeConfigurations[].managedEBSVolume: ServiceManagedEBSVolumeConfiguration
      encrypted             | flag           |       |          | read=primary
      kmsKeyId              | text           |       |          | read=primary
      volumeType            | text           |       |          | read=primary
      sizeInGiB             | number         |       | 1..65536 | read=primary
      snapshotId            | text           |       |          | read=primary
      volumeInitializationRate | number      |       | 100..300 | read=primary
      iops                  | number         |       | 100..    | read=primary
      throughput            | number         |       | 1..      | read=primary
      filesystemType        | text           | xfs   | ext3,ext4,xfs,ntfs | read=primary
      roleArn               | text           |       |          | read=primary same=role
      tagSpecifications     | set by resourceType |  |          | read=primary

      volumeConfigurations[].managedEBSVolume.tagSpecifications[]: EBSTagSpecification
      resourceType          | text           |       | volume   | read=primary
      propagateTags         | text           | NONE  | TASK_DEFINITION,SERVICE,NONE | read=primary
      tags                  | set by key     |       |          | read=primary

      volumeConfigurations[].managedEBSVolume.tagSpecifications[].tags[]: Tag
      key                   | text           |       |          | read=primary
      value                 | text           |       |          | read=primary
      """;

  static final FieldTable TABLE = FieldTable.of("", new Consequence.NewDeployment(), CONNECT);

  private ConnectFields() {}
}
