package dev.berth.plan;

import dev.berth.plan.Field.Consequence;

/// The members of a task definition that Fargate has a use for. Sources: the pages of the ECS API
/// reference that the headings name, and what RegisterTaskDefinition was seen to answer.
public final class TaskFields {
  private static final String TASK =
      """
      : RegisterTaskDefinition
      family                  | text         |         | ~[A-Za-z0-9_-]{1,255} |
      taskRoleArn             | text         |         |                       | same=role
      executionRoleArn        | text         |         |                       | same=role
      networkMode             | text         | bridge  | awsvpc,bridge,host,none |
      requiresCompatibilities | set of text  |         | FARGATE,EC2,EXTERNAL,MANAGED_INSTANCES |
      cpu                     | text         |         |                       | same=cpu
      memory                  | text         |         |                       | same=memory
      pidMode                 | text         |         | task,host             |
      enableFaultInjection    | flag         | false   |                       |
      volumes                 | set by name  |         |                       |
      containerDefinitions    | set by name  |         |                       |
      tags                    | dropped      |         |                       |

      ephemeralStorage: EphemeralStorage
      sizeInGiB               | number       | 20      | 21..200               |

      runtimePlatform: RuntimePlatform
      cpuArchitecture         | text         | X86_64  | X86_64,ARM64          |
      operatingSystemFamily   | text         | LINUX   |                       | same=upper

      volumes[]: Volume
      name                    | text         |         | ~[A-Za-z0-9_-]{1,255} |
      configuredAtLaunch      | flag         | false   |                       |

      volumes[].efsVolumeConfiguration: EFSVolumeConfiguration
      fileSystemId            | text         |         |                       |
      rootDirectory           | text         | /       |                       |
      transitEncryption       | text         | DISABLED | ENABLED,DISABLED     |
      transitEncryptionPort   | number       |         | 0..65535              |

      volumes[].efsVolumeConfiguration.authorizationConfig: EFSAuthorizationConfig
      accessPointId           | text         |         |                       |
      iam                     | text         | DISABLED | ENABLED,DISABLED     |

      : TaskDefinition
      taskDefinitionArn       | dropped      |         |                       |
      revision                | dropped      |         |                       |
      status                  | dropped      |         |                       |
      requiresAttributes      | dropped      |         |                       |
      compatibilities         | dropped      |         |                       |
      registeredAt            | dropped      |         |                       |
      registeredBy            | dropped      |         |                       |
      deregisteredAt          | dropped      |         |                       |
      deleteRequestedAt       | dropped      |         |                       |
      """;

  /// Any change makes a revision, and a revision a deployment.
  static final Consequence CONSEQUENCE = new Consequence.NewDeployment();

  public static final FieldTable TABLE =
      FieldTable.of("", CONSEQUENCE, TASK)
          .and(FieldTable.of("containerDefinitions[].", CONSEQUENCE, ContainerFields.TEXT));

  private TaskFields() {}
}
