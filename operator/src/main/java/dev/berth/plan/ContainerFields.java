package dev.berth.plan;

/// The rows of a container definition, for [TaskFields].
final class ContainerFields {
  /// Source: ECS API reference, KernelCapabilities.
  private static final String CAPABILITIES =
      """
      ALL,AUDIT_CONTROL,AUDIT_WRITE,BLOCK_SUSPEND,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,\
      FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,\
      NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,SETFCAP,SETGID,SETPCAP,SETUID,\
      SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,\
      SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,SYSLOG,WAKE_ALARM\
      """;

  private static final String MEMBERS =
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
      user                    | text           | 0 if firelensConfiguration |    |
      hostname                | text           |         |                       |
      startTimeout            | number         |         | 0..                   |
      stopTimeout             | number         | 30      | 0..                   |
      versionConsistency      | text           | enabled | enabled,disabled      | same=lower
      readonlyRootFilesystem  | flag           | false   |                       |
      interactive             | flag           | false   |                       |
      pseudoTerminal          | flag           | false   |                       |
      privileged              | flag           | false   |                       |
      disableNetworking       | flag           | false   |                       |
      dockerLabels            | map of text    |         |                       |
      dockerSecurityOptions   | set of text    |         |                       |
      credentialSpecs         | list of text   |         |                       |
      dnsServers              | list of text   |         |                       |
      dnsSearchDomains        | list of text   |         |                       |
      links                   | set of text    |         |                       |
      extraHosts              | set by hostname |        |                       |
      resourceRequirements    | set by type    |         |                       |
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

      extraHosts[]: HostEntry
      hostname                | text           |         |                       |
      ipAddress               | text           |         |                       |

      resourceRequirements[]: ResourceRequirement
      type                    | text           |         | GPU,InferenceAccelerator |
      value                   | text           |         |                       |

      healthCheck: HealthCheck
      command                 | list of text   |         |                       |
      interval                | number         | 30      | 5..300                |
      timeout                 | number         | 5       | 2..60                 |
      retries                 | number         | 3       | 1..10                 |
      startPeriod             | number         | 0       | 0..300                |

      linuxParameters: LinuxParameters
      initProcessEnabled      | flag           | false   |                       |
      maxSwap                 | number         |         | 0..                   |
      swappiness              | number         | 60      | 0..100                |
      sharedMemorySize        | number         |         | 0..                   |
      devices                 | set by containerPath or hostPath | |            |
      tmpfs                   | set by containerPath |   |                       |

      linuxParameters.capabilities: KernelCapabilities
      add                     | set of text    |         | CAPABILITIES |
      drop                    | set of text    |         | CAPABILITIES |

      linuxParameters.devices[]: Device
      hostPath                | text           |         |                       |
      containerPath           | text           | =hostPath |                     |
      permissions             | set of text    | mknod,read,write | read,write,mknod |

      linuxParameters.tmpfs[]: Tmpfs
      containerPath           | text           |         |                       |
      size                    | number         |         | 0..                   |
      mountOptions            | set of text    |         |                       |

      logConfiguration: LogConfiguration
      logDriver               | text           |         | \
      awslogs,awsfirelens,splunk,json-file,journald,syslog,fluentd,gelf |
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

  static final String TEXT = MEMBERS.replace("CAPABILITIES", CAPABILITIES);

  private ContainerFields() {}
}
