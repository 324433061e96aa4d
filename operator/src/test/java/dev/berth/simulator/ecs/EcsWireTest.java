package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/// What the real SDK reads of the answers.
class EcsWireTest {
  private final Simulator simulator = Simulator.stepped(3);
  private final EcsClient ecs = Clients.ecs(simulator);

  private void create() {
    ecs.createCluster(cluster -> cluster.clusterName("c"));
    ecs.registerTaskDefinition(definition ->
        definition
            .family("web")
            .cpu("256")
            .memory("512")
            .networkMode(NetworkMode.AWSVPC)
            .requiresCompatibilities(Compatibility.FARGATE)
            .containerDefinitions(
                ContainerDefinition.builder().name("app").image("web:1").build()));
    ecs.createService(service ->
        service
            .cluster("c")
            .serviceName("web")
            .taskDefinition("web")
            .desiredCount(1)
            .launchType(LaunchType.FARGATE)
            .networkConfiguration(net -> net.awsvpcConfiguration(vpc -> vpc.subnets("s-1"))));
  }

  @Test
  void a_service_its_record_its_revision_and_its_tasks_can_be_read() {
    create();
    simulator.advance(Duration.ofMinutes(2));

    var service =
        ecs.describeServices(each -> each.cluster("c").services("web")).services().getFirst();
    var deployment = service.deployments().getFirst();
    var record =
        ecs.describeServiceDeployments(
                each -> each.serviceDeploymentArns(service.currentServiceDeployment()))
            .serviceDeployments()
            .getFirst();
    var revision =
        ecs.describeServiceRevisions(
                each -> each.serviceRevisionArns(record.targetServiceRevision().arn()))
            .serviceRevisions()
            .getFirst();
    var arns = ecs.listTasks(each -> each.cluster("c").serviceName("web")).taskArns();
    var task = ecs.describeTasks(each -> each.cluster("c").tasks(arns)).tasks().getFirst();

    assertThat(deployment.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    assertThat(record.status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(record.startedAt()).isEqualTo(record.createdAt().plusMillis(1600));
    assertThat(revision.taskDefinition()).isEqualTo(service.taskDefinition());
    assertThat(revision.serviceRevisionArn()).endsWith(deployment.id().replace("ecs-svc/", "/"));
    assertThat(revision.containerImages()).hasSize(1);
    assertThat(task.startedBy()).isEqualTo(deployment.id());
    assertThat(task.lastStatus()).isEqualTo("RUNNING");
    assertThat(task.startedAt()).isAfter(task.pullStoppedAt());
  }
}
