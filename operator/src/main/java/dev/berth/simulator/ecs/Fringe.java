package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What clients call beside clusters, services and tasks: settings, instances, protection, and what
/// services of other deployment controllers would have.
final class Fringe implements Api {
  private static final Set<String> OPERATIONS =
      Set.of(
          "ListAccountSettings",
          "PutAccountSetting",
          "PutAccountSettingDefault",
          "DeleteAccountSetting",
          "ListContainerInstances",
          "DescribeContainerInstances",
          "ListAttributes",
          "GetTaskProtection",
          "UpdateTaskProtection",
          "CreateTaskSet",
          "DescribeTaskSets",
          "UpdateTaskSet",
          "DeleteTaskSet",
          "UpdateServicePrimaryTaskSet");

  private final AccountSettings settings = new AccountSettings();
  private final Fleet fleet;
  private final Protections protections;
  private final TaskSets taskSets;

  Fringe(World world) {
    this.fleet = new Fleet(world);
    this.protections = new Protections(world);
    this.taskSets = new TaskSets(world);
  }

  boolean handles(String operation) {
    return OPERATIONS.contains(operation);
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "ListAccountSettings" -> settings.list(input, caller);
      case "PutAccountSetting", "PutAccountSettingDefault" -> settings.put(input, caller);
      case "DeleteAccountSetting" -> settings.delete(input, caller);
      case "ListContainerInstances" -> fleet.list(input, caller);
      case "DescribeContainerInstances" -> fleet.describe(input, caller);
      case "ListAttributes" -> fleet.listAttributes(input, caller);
      case "GetTaskProtection" -> protections.read(input, caller);
      case "UpdateTaskProtection" -> protections.update(input, caller);
      case "CreateTaskSet",
          "DescribeTaskSets",
          "UpdateTaskSet",
          "DeleteTaskSet",
          "UpdateServicePrimaryTaskSet" ->
          taskSets.refuse(input, caller);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// The settings that were put, if there are any.
  void dumpInto(ObjectNode dump) {
    var put = settings.dump();
    if (!put.isEmpty()) dump.set("accountSettings", Json.canonical(put));
  }
}
