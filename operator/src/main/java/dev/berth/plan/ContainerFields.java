package dev.berth.plan;

/// The rows of a container definition, for [TaskFields].
final class ContainerFields {
  static final String TEXT =
      """
      : ContainerDefinition
      name                    | text           |         | ~[A-Za-z0-9_-]{1,255} |
      image                   | text           |         |                       |
      cpu                     | number         | 0       | 0..                   | same=cpu
      memory                  | number         |         | 4..                   | same=memory
      memoryReservation       | number         |         | 4..                   | same=memory
      essential               | flag           | true    |                       |
      entryPoint              | list of text   |         |                       |
      command                 | list of text   |         |                       |
      workingDirectory        | text           |         |                       |
      user                    | text           |         |                       |
      startTimeout            | number         |         | 2..120                |
      stopTimeout             | number         | 30      | 2..120                |
      versionConsistency      | text           | enabled | enabled,disabled      | same=lower
      readonlyRootFilesystem  | flag           | false   |                       |
      interactive             | flag           | false   |                       |
      pseudoTerminal          | flag           | false   |                       |
      dockerLabels            | map of text    |         |                       |
      portMappings            | set by containerPort or containerPortRange, protocol=tcp | | |
      environment             | set by name    |         |                       |
      secrets                 | set by name    |         |                       |
      environmentFiles        | list by value  |         |                       |
      mountPoints             | set by containerPath |   |                       |
      volumesFrom             | set by sourceContainer | |                       |
      dependsOn               | set by containerName |   |                       |
      ulimits                 | set by name    |         |                       |
      systemControls          | set by namespace |       |                       |

      portMappings[]: PortMapping
      containerPort           | number         |         | 1..65535              |
      containerPortRange      | text           |         | ~[0-9]+-[0-9]+        |
      hostPort                | number         | host port | 0..65535            |
      protocol                | text           | tcp     | tcp,udp               | same=lower
      name                    | text           |         | ~[a-z0-9_][a-z0-9_-]{0,63} |
      appProtocol             | text           |         | http,http2,grpc       |

      environment[]: KeyValuePair
      name                    | text           |         |                       |
      value                   | text           |         |                       |

      secrets[]: Secret
      name                    | text           |         |                       |
      valueFrom               | text           |         |                       |

      environmentFiles[]: EnvironmentFile
      value                   | text           |         |                       |
      type                    | text           |         | s3                    |

      mountPoints[]: MountPoint
      containerPath           | text           |         |                       |
      sourceVolume            | text           |         |                       |
      readOnly                | flag           | false   |                       |

      volumesFrom[]: VolumeFrom
      sourceContainer         | text           |         |                       |
      readOnly                | flag           | false   |                       |

      dependsOn[]: ContainerDependency
      containerName           | text           |         |                       |
      condition               | text           |         | START,COMPLETE,SUCCESS,HEALTHY |

      ulimits[]: Ulimit
      name                    | text           |         |                       |
      softLimit               | number         |         | 0..                   |
      hardLimit               | number         |         | 0..                   |

      systemControls[]: SystemControl
      namespace               | text           |         |                       |
      value                   | text           |         |                       |

      healthCheck: HealthCheck
      command                 | list of text   |         |                       |
      interval                | number         | 30      | 5..300                |
      timeout                 | number         | 5       | 2..60                 |
      retries                 | number         | 3       | 1..10                 |
      startPeriod             | number         | 0       | 0..300                |

      linuxParameters: LinuxParameters
      initProcessEnabled      | flag           | false   |                       |

      linuxParameters.capabilities: KernelCapabilities
      add                     | set of text    |         | SYS_PTRACE            |
      drop                    | set of text    |         |                       |

      logConfiguration: LogConfiguration
      logDriver               | text           |         | awslogs,splunk,awsfirelens |
      options                 | map of text    |         |                       |
      secretOptions           | set by name    |         |                       |

      logConfiguration.secretOptions[]: Secret
      name                    | text           |         |                       |
      valueFrom               | text           |         |                       |

      : ContainerDefinition
      restartPolicy           | group if enabled |       |                       |

      restartPolicy: ContainerRestartPolicy
      enabled                 | flag           | false   |                       |
      ignoredExitCodes        | set of number  |         |                       |
      restartAttemptPeriod    | number         | 300     | 60..1800              |

      repositoryCredentials: RepositoryCredentials
      credentialsParameter    | text           |         |                       |

      firelensConfiguration: FirelensConfiguration
      type                    | text           |         | fluentd,fluentbit     |
      options                 | map of text    |         |                       |
      """;

  private ContainerFields() {}
}
