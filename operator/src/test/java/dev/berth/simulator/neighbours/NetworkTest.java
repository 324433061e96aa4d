package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;

class NetworkTest {
  private final Simulator simulator = Simulator.stepped(1);
  private final Ec2Client network = Clients.network(simulator);

  @BeforeEach
  void stated() {
    simulator.state(Json.parse("{\"subnet\": \"subnet-1\", \"zone\": \"us-east-1b\"}"));
    simulator.state(Json.parse("{\"subnet\": \"subnet-2\", \"vpc\": \"vpc-2\"}"));
    simulator.state(Json.parse("{\"securityGroup\": \"sg-1\", \"vpc\": \"vpc-2\"}"));
  }

  @Test
  void subnets_and_groups_are_described_with_their_vpc() {
    assertThat(network.describeSubnets(r -> r.subnetIds("subnet-1")).subnets())
        .extracting(s -> s.subnetId() + " " + s.vpcId() + " " + s.availabilityZone())
        .containsExactly("subnet-1 vpc-1 us-east-1b");
    assertThat(network.describeSecurityGroups(r -> r.groupIds("sg-1")).securityGroups())
        .extracting(group -> group.groupId() + " " + group.vpcId())
        .containsExactly("sg-1 vpc-2");
  }

  @Test
  void a_filter_passes_over_what_a_list_of_ids_is_refused_for() {
    var filter = Filter.builder().name("subnet-id").values("subnet-2", "subnet-9").build();

    assertThat(network.describeSubnets(r -> r.filters(filter)).subnets())
        .extracting(subnet -> subnet.subnetId())
        .containsExactly("subnet-2");
    assertThatThrownBy(() -> network.describeSubnets(r -> r.subnetIds("subnet-2", "subnet-9")))
        .isInstanceOf(Ec2Exception.class)
        .hasMessageContaining("'subnet-9' does not exist")
        .extracting(e -> ((Ec2Exception) e).awsErrorDetails().errorCode())
        .isEqualTo("InvalidSubnetID.NotFound");
  }
}
