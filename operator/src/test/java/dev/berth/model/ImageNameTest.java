package dev.berth.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nginx|''|nginx|latest|''|''",
        "nginx:1.27|''|nginx|1.27|''|''",
        "library/nginx@sha256:ab|''|library/nginx|latest|sha256:ab|''",
        "localhost:5000/web|localhost:5000|web|latest|''|''",
        "ghcr.io/acme/web:2|ghcr.io|acme/web|2|''|''",
        "ghcr.io/acme/web:2@sha256:ab|ghcr.io|acme/web|2|sha256:ab|''",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web:1|111122223333.dkr.ecr.eu-west-1"
            + ".amazonaws.com|team/web|1|''|111122223333 eu-west-1",
        "111122223333.dkr-ecr.eu-west-1.on.aws/web|111122223333.dkr-ecr.eu-west-1.on.aws|web"
            + "|latest|''|111122223333 eu-west-1",
        "public.ecr.aws/nginx/nginx:1|public.ecr.aws|nginx/nginx|1|''|''",
      })
  void an_image_has_a_registry_a_repository_and_a_tag_or_a_digest(
      String text, String registry, String repository, String tag, String digest, String ecr) {
    var image = ImageName.of(text);

    var wanted = Optional.of(digest).filter(word -> !word.isEmpty());
    assertThat(image).isEqualTo(new ImageName(text, registry, repository, tag, wanted));
    assertThat(image.ecr().map(place -> place.account() + " " + place.region()).orElse(""))
        .isEqualTo(ecr);
  }
}
