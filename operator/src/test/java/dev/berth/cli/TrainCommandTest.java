package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainCommandTest {
  private static final String NOBODY = "http://127.0.0.1:9";

  @Test
  void all_of_it_is_answered_by_a_simulator_of_its_own() {
    var ran = Berth.at(NOBODY).run("train", Tracecat.FOLDER.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("2 to create, 8 waiting; 2 API calls")
        .contains("\"reason\":\"AsWanted\"", "enough was seen");
    assertThat(ran.code()).isZero();
  }
}
