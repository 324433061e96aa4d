package dev.berth.plan;

import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.owned;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.Path;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring.Adoption;
import dev.berth.plan.Change.Why;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-02")
class AdoptionTest {
  private static final String IMAGE = "taskDefinition.containerDefinitions[api].image";

  private final Wanted api = want("api", "api:2", 2);
  private final Wanted old = want("api", "api:1", 2);

  @Test
  void what_is_nobodys_is_adopted_by_its_tags_alone_where_the_manifest_asks() {
    var asks = adopting(api, Adoption.KEEPING);
    var have = nobodys(read(settled(old), old));

    var plan = Planner.plan(desired(asks), observed(have));

    var adopt = (Change.Adopt) plan.changes().getFirst();
    assertThat(adopt.fields()).extracting(field -> field.path().toString()).containsExactly(IMAGE);
    assertThat(plan.actions())
        .containsExactly(
            new Action.Tag(
                api.key(),
                tags(api),
                new Expect.Unchanged(Fingerprint.of(have)),
                "adopted by name"));
  }

  @Test
  void what_would_disappear_needs_replace() {
    var sparse =
        api.fields()
            .with("taskDefinition", ServiceFields.definition(api.fields()).without("memory"));
    var want = new Wanted(api.key(), sparse, api.wiring());
    var have = nobodys(read(settled(api), api));

    var kept = Planner.plan(desired(adopting(want, Adoption.KEEPING)), observed(have));
    var replaced = Planner.plan(desired(adopting(want, Adoption.REPLACING)), observed(have));

    assertThat(((Change.Blocked) kept.changes().getFirst()).why())
        .isEqualTo(new Why.Disappearing(List.of(Path.of("taskDefinition.memory"))));
    assertThat(kept.actions()).isEmpty();
    assertThat(replaced.changes().getFirst()).isInstanceOf(Change.Adopt.class);
  }

  @Test
  void another_environments_is_refused_however_much_a_manifest_asks() {
    var have = owned(read(settled(api), api), new Owner.Foreign(Optional.of("acme/other")));

    var plan = Planner.plan(desired(adopting(api, Adoption.REPLACING)), observed(have));

    assertThat(((Change.Blocked) plan.changes().getFirst()).why())
        .isEqualTo(new Why.Foreign("acme/other"));
    assertThat(plan.actions()).isEmpty();
  }

  private static Wanted adopting(Wanted want, Adoption adoption) {
    return new Wanted(want.key(), want.fields(), want.wiring().adopting(adoption));
  }

  private static LiveService nobodys(LiveService live) {
    return owned(live, new Owner.Foreign(Optional.empty()));
  }

  private static TreeMap<String, String> tags(Wanted want) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.OWNER, Worlds.OWNER);
    tags.put(Marks.KEY, want.key().toString());
    tags.put(Marks.REVISION, "c0ffee");
    tags.put(Marks.SETTINGS, SpecHash.settings(want.fields()));
    return tags;
  }
}
