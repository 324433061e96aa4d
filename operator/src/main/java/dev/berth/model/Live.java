package dev.berth.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One AWS object as it was observed.
public sealed interface Live {
  ResourceKey key();

  String arn();

  Owner owner();

  /// @param services how many ACTIVE services there are in it, whoever made them
  record LiveCluster(ResourceKey key, String arn, Owner owner, Value.Fields fields, int services)
      implements Live {}

  /// @param servers the Cloud Map services of the namespace: what Service Connect clients can find
  record LiveNamespace(ResourceKey key, String arn, Owner owner, List<Server> servers)
      implements Live {
    public LiveNamespace {
      servers = List.copyOf(servers);
    }
  }

  /// @param name the discovery name
  record Server(String name, Instant createdAt) {}

  /// @param fields in the API's spelling; `taskDefinition` is left out; Service Connect and volumes
  ///   are those of the PRIMARY deployment, where DescribeServices shows them
  /// @param taskDefinition the ARN of the revision that the service names
  /// @param definition that revision, if the pass had a reason to read it
  /// @param deployments newest first
  /// @param history the service deployments, newest first, if the pass had a reason to read them
  /// @param stops why tasks ended, newest first, if the pass had a reason to ask
  record LiveService(
      ResourceKey key,
      String arn,
      Owner owner,
      State state,
      Value.Fields fields,
      String taskDefinition,
      Counts counts,
      Marks marks,
      List<Deployment> deployments,
      Optional<Definition> definition,
      List<PastDeployment> history,
      List<TaskStop> stops,
      List<String> events)
      implements Live {
    public LiveService {
      deployments = List.copyOf(deployments);
      history = List.copyOf(history);
      stops = List.copyOf(stops);
      events = List.copyOf(events);
    }

    public Optional<Deployment> primary() {
      return deployments.stream().filter(d -> d.status().equals("PRIMARY")).findFirst();
    }

    /// `<family>:<revision>` of the revision that the service names.
    public String revision() {
      return Definition.revision(taskDefinition);
    }

    public LiveService with(Optional<Definition> read) {
      return with(read, history, stops);
    }

    /// The same service, with what was read of it beside DescribeServices.
    public LiveService with(
        Optional<Definition> read, List<PastDeployment> past, List<TaskStop> ended) {
      return new LiveService(
          key,
          arn,
          owner,
          state,
          fields,
          taskDefinition,
          counts,
          marks,
          deployments,
          read,
          past,
          ended,
          events);
    }
  }

  /// Application Auto Scaling sets the service's desired count, within a range.
  ///
  /// @param fields in the API's spelling, except that names begin with a small letter
  record LiveScalableTarget(ResourceKey key, String arn, Owner owner, Value.Fields fields)
      implements Live {
    /// What tells it from every other that its service had or will have.
    public String id() {
      return arn.substring(arn.lastIndexOf('/') + 1);
    }
  }

  /// A policy or a scheduled action of a scalable target, and as much ours as that is.
  ///
  /// @param fields in the API's spelling, except that names begin with a small letter
  record LiveScalingPart(ResourceKey key, String arn, Owner owner, Value.Fields fields)
      implements Live {}

  /// A scalable target that may be there: to look for it is not allowed.
  ///
  /// @param why in few words
  record HiddenScalableTarget(ResourceKey key, String why) implements Live {
    @Override
    public String arn() {
      return "";
    }

    @Override
    public Owner owner() {
      return new Owner.Foreign(Optional.empty());
    }
  }

  /// A Job: the newest ACTIVE revision of its family, whose tags are its ledger.
  ///
  /// @param tasks of the newest attempt, newest first, if the pass had a reason to look
  record LiveJob(ResourceKey key, Owner owner, Definition definition, List<JobTask> tasks)
      implements Live {
    public LiveJob {
      tasks = List.copyOf(tasks);
    }

    @Override
    public String arn() {
      return definition.arn();
    }

    public Ledger ledger() {
      return Ledger.of(definition.marks());
    }
  }

  /// @param status how far it is, in ECS's word, such as `RUNNING`
  /// @param stopping it is to stop, or has stopped
  /// @param code ECS's stop code; empty while it runs
  /// @param createdAt when it was asked for
  /// @param at when it came to its status, as far as ECS tells
  record JobTask(
      String arn,
      String status,
      boolean stopping,
      String code,
      String reason,
      Instant createdAt,
      Instant at,
      List<Exit> exits) {
    public JobTask {
      exits = List.copyOf(exits);
    }

    public boolean stopped() {
      return status.equals("STOPPED");
    }

    /// The last part of its ARN.
    public String id() {
      return arn.substring(arn.lastIndexOf('/') + 1);
    }
  }

  enum State {
    ACTIVE,
    /// Deleted, its tasks still stopping: the name is taken until it is INACTIVE.
    DRAINING
  }

  record Counts(int desired, int running, int pending) {}

  /// A task definition revision.
  ///
  /// @param fields in the API's spelling, without what the server adds
  record Definition(String arn, Status status, Value.Fields fields, Marks marks) {
    public enum Status {
      ACTIVE,
      /// Deregistered, or being deleted: runs on, but nothing new may use it.
      INACTIVE
    }

    public Definition with(Marks others) {
      return new Definition(arn, status, fields, others);
    }

    /// `<family>:<revision>` of a task definition's ARN.
    public static String revision(String arn) {
      return arn.substring(arn.lastIndexOf('/') + 1);
    }
  }

  /// One of DescribeServices' deployments.
  ///
  /// @param id `ecs-svc/<digits>`, the digits being those of the service revision's ARN
  /// @param rollout empty where ECS does not say (not a rolling deployment)
  record Deployment(
      String id,
      String status,
      String taskDefinition,
      Optional<Rollout> rollout,
      String reason,
      Counts counts,
      int failedTasks,
      Instant createdAt) {}

  enum Rollout {
    IN_PROGRESS,
    COMPLETED,
    FAILED
  }

  /// A service deployment (ECS keeps them for 90 days).
  ///
  /// @param taskDefinition the ARN in its target service revision; empty where it was not looked up
  /// @param deployment `ecs-svc/<digits>`, by the digits of its target service revision
  /// @param shift where it was looked up: of the newest one of a service whose strategy has stages
  record PastDeployment(
      String arn,
      String status,
      String reason,
      String taskDefinition,
      String deployment,
      Instant createdAt,
      Optional<Shift> shift) {
    /// One of which nothing more was looked up.
    public PastDeployment(
        String arn,
        String status,
        String reason,
        String taskDefinition,
        String deployment,
        Instant createdAt) {
      this(arn, status, reason, taskDefinition, deployment, createdAt, Optional.empty());
    }

    public boolean running() {
      return status.equals("PENDING")
          || status.equals("IN_PROGRESS")
          || status.endsWith("_REQUESTED");
    }

    /// The same one, with what was looked up of it beside.
    public PastDeployment with(PastDeployment more) {
      return new PastDeployment(
          arn, more.status, more.reason, taskDefinition, deployment, createdAt, more.shift);
    }

    /// On its way back, or asked to go.
    public boolean returning() {
      return status.endsWith("_REQUESTED") || status.equals("ROLLBACK_IN_PROGRESS");
    }

    /// Ended without the content that it was for.
    public boolean failed() {
      return switch (status) {
        case "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED", "ROLLBACK_IN_PROGRESS", "STOPPED" -> true;
        default -> false;
      };
    }
  }

  /// How far a service deployment is that goes through lifecycle stages.
  ///
  /// @param stage in ECS's word; empty before the first one
  /// @param production percent of the production traffic that the new revision is to get
  /// @param since when it last moved on
  record Shift(String stage, double production, Instant since) {}

  /// Why a task of a service ended, or what keeps it from starting.
  ///
  /// @param code ECS's stop code, or [#STARTING]
  /// @param deployment `ecs-svc/<digits>`
  record TaskStop(
      String task, String deployment, String code, String reason, Instant at, List<Exit> exits) {
    /// The task has not ended: it does not run yet.
    public static final String STARTING = "Starting";

    public TaskStop {
      exits = List.copyOf(exits);
    }
  }

  /// @param code empty when the container never ran
  record Exit(String container, Optional<Integer> code, String reason) {}
}
