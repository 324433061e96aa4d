package dev.berth.plan;

import dev.berth.plan.Field.Consequence;

/// The members of a task definition. Sources: the pages of the ECS API reference that the headings
/// name, and what RegisterTaskDefinition was seen to answer.
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
      ipcMode                 | text         |         | host,task,none        |
      enableFaultInjection    | flag         | false   |                       |
      volumes                 | set by name  |         |                       |
      containerDefinitions    | set by name  |         |                       |
      placementConstraints    | set by type, expression= | |                   |
      inferenceAccelerators   | set by deviceName |    |                       |
      tags                    | dropped      |         |                       |

      ephemeralStorage: EphemeralStorage
      sizeInGiB               | number       | 20      | 21..200               |

      placementConstraints[]: TaskDefinitionPlacementConstraint
      type                    | text         |         | memberOf              |
      expression              | text         |         |                       |

      inferenceAccelerators[]: InferenceAccelerator
      deviceName              | text         |         |                       |
      deviceType              | text         |         |                       |

      proxyConfiguration: ProxyConfiguration
      type                    | text         | APPMESH | APPMESH               |
      containerName           | text         |         |                       |
      properties              | set by name  |         |                       |

      proxyConfiguration.properties[]: KeyValuePair
      name                    | text         |         |                       |
      value                   | text         |         |                       |

      runtimePlatform: RuntimePlatform
      cpuArchitecture         | text         | X86_64  | X86_64,ARM64          |
      operatingSystemFamily   | text         | LINUX   |                       | same=upper

      volumes[]: Volume
      name                    | text         |         | ~[A-Za-z0-9_-]{1,255} |
      configuredAtLaunch      | flag         | false   |                       |

      volumes[].host: HostVolumeProperties
      sourcePath              | text         |         |                       |

      volumes[].dockerVolumeConfiguration: DockerVolumeConfiguration
      scope                   | text         | task    | task,shared           |
      autoprovision           | flag         | false   |                       |
      driver                  | text         | local   |                       |
      driverOpts              | map of text  |         |                       |
      labels                  | map of text  |         |                       |

      volumes[].fsxWindowsFileServerVolumeConfiguration: FSxWindowsFileServerVolumeConfiguration
      fileSystemId            | text         |         |                       |
      rootDirectory           | text         |         |                       |

      volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig: \
      FSxWindowsFileServerAuthorizationConfig
      credentialsParameter    | text         |         |                       |
      domain                  | text         |         |                       |

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
