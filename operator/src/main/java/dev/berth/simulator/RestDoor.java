package dev.berth.simulator;

import dev.berth.simulator.wire.Api;
import java.util.List;

/// One API of the REST JSON protocol: its operations are methods on paths.
///
/// @param shapes its section in the table of shapes
record RestDoor(String shapes, Api api, List<Route> routes) {
  RestDoor {
    routes = List.copyOf(routes);
  }

  /// Source: EventBridge Scheduler API reference.
  static RestDoor scheduler(Api api) {
    return new RestDoor(
        "scheduler",
        api,
        List.of(
            new Route("POST", "/schedules/{Name}", "CreateSchedule"),
            new Route("GET", "/schedules/{Name}", "GetSchedule"),
            new Route("DELETE", "/schedules/{Name}", "DeleteSchedule"),
            new Route("GET", "/schedules", "ListSchedules")));
  }

  /// @param path such as `/schedules/{Name}`; what stands for a label becomes that member
  record Route(String method, String path, String operation) {}
}
