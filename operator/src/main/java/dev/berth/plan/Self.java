package dev.berth.plan;

import dev.berth.model.Live.LiveService;
import dev.berth.model.ResourceKey;

/// Which service Berth itself runs as.
///
/// @param service its ARN, or the end of it: `service/<cluster>/<name>`; empty where it is none
public record Self(String service) {
  /// On somebody's own machine, or as a task of no service.
  public static final Self NOBODY = new Self("");

  /// Of any region and account: a name is all that is known.
  public static Self of(String cluster, String name) {
    return new Self("service/" + cluster + "/" + name);
  }

  /// Whether it may well be that one, as far as names tell.
  public boolean named(ResourceKey service, String cluster) {
    return (":" + this.service).endsWith(":service/" + cluster + "/" + service.name());
  }

  boolean is(LiveService live) {
    return !service.isEmpty() && (live.arn().equals(service) || live.arn().endsWith(":" + service));
  }
}
