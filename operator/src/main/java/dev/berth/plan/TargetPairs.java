package dev.berth.plan;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;

/// A load balancer of a service with two target groups: each deployment takes the one that is not
/// live, and ECS calls the other the alternate one then. Which is which is nobody's wish.
final class TargetPairs {
  private static final String BALANCERS = "loadBalancers";
  private static final String GROUP = "targetGroupArn";
  private static final String ADVANCED = "advancedConfiguration";
  private static final String ALTERNATE = "alternateTargetGroupArn";

  private TargetPairs() {}

  /// The live side, each pair that is the wanted one in the order in which it is wanted.
  static Fields settled(Fields live, Fields want) {
    if (live.items(BALANCERS).isEmpty()) return live;
    List<Value> settled = live.items(BALANCERS).stream().map(each -> settled(each, want)).toList();
    return live.with(BALANCERS, Value.items(settled));
  }

  private static Value settled(Value live, Fields want) {
    if (!(live instanceof Fields have)) return live;
    boolean swapped = want.each(BALANCERS).stream().anyMatch(wanted -> swapped(have, wanted));
    return swapped ? swap(have) : live;
  }

  private static boolean swapped(Fields have, Fields want) {
    return group(have).equals(alternate(want))
        && alternate(have).equals(group(want))
        && !group(have).equals(alternate(have))
        && !alternate(have).isEmpty();
  }

  private static Fields swap(Fields have) {
    var advanced = have.fields(ADVANCED).with(ALTERNATE, Value.of(group(have)));
    return have.with(GROUP, Value.of(alternate(have))).with(ADVANCED, advanced);
  }

  private static String group(Fields balancer) {
    return balancer.text(GROUP).orElse("");
  }

  private static String alternate(Fields balancer) {
    return balancer.fields(ADVANCED).text(ALTERNATE).orElse("");
  }
}
