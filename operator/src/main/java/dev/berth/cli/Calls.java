package dev.berth.cli;

import dev.berth.plan.Action;

/// The API call that an action makes, by AWS's name.
final class Calls {
  private Calls() {}

  static String name(Action action) {
    return switch (action) {
      case Action.CreateCluster _ -> "CreateCluster";
      case Action.CreateNamespace _ -> "CreateHttpNamespace";
      case Action.RegisterTaskDefinition _ -> "RegisterTaskDefinition";
      case Action.CreateService _ -> "CreateService";
      case Action.MarkApplied _, Action.Tag _ -> "TagResource";
      case Action.Untag _ -> "UntagResource";
      case Action.UpdateService _ -> "UpdateService";
      case Action.DeleteService _ -> "DeleteService";
      case Action.StopDeployment _ -> "StopServiceDeployment";
    };
  }
}
