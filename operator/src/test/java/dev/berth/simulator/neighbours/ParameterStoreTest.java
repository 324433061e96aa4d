package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

class ParameterStoreTest {
  private final Simulator simulator = Simulator.stepped(1);
  private final SsmClient parameters = Clients.parameters(simulator);

  @Test
  void a_parameter_is_read_and_counted_up() {
    put("/a", ParameterType.STRING, "1");
    assertThatThrownBy(() -> put("/a", ParameterType.STRING, "2"))
        .isInstanceOf(ParameterAlreadyExistsException.class);
    parameters.putParameter(r -> r.name("/a").value("2").overwrite(true));

    var answer = parameters.getParameters(r -> r.names("/a", "/b"));

    assertThat(answer.invalidParameters()).containsExactly("/b");
    assertThat(answer.parameters())
        .extracting(p -> p.value() + " " + p.version())
        .containsExactly("2 2");
  }

  @Test
  @Tag("R-22")
  void a_secure_string_is_described_and_never_decrypted() {
    put("/s", ParameterType.SECURE_STRING, "the secret");

    assertThat(parameters.getParameters(r -> r.names("/s")).parameters().getFirst().value())
        .isEqualTo("(encrypted)");
    assertThat(described("/s", "/t")).containsExactly("/s SecureString 1");
    assertThatThrownBy(() -> parameters.getParameters(r -> r.names("/s").withDecryption(true)))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("kms:Decrypt");
  }

  @Test
  void descriptions_come_in_pages() {
    for (int i = 0; i < 7; i++) put("/p/" + i, ParameterType.STRING, "x");

    var pages = parameters.describeParametersPaginator(r -> r.maxResults(3)).stream().toList();

    assertThat(pages).extracting(page -> page.parameters().size()).containsExactly(3, 3, 1);
  }

  private void put(String name, ParameterType type, String value) {
    parameters.putParameter(r -> r.name(name).type(type).value(value));
  }

  private List<String> described(String... names) {
    var filter = ParameterStringFilter.builder().key("Name").option("Equals").values(names).build();
    return parameters.describeParameters(r -> r.parameterFilters(filter)).parameters().stream()
        .map(p -> p.name() + " " + p.typeAsString() + " " + p.version())
        .toList();
  }
}
