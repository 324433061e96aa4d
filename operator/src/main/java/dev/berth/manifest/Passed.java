package dev.berth.manifest;

import dev.berth.model.Finding;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.State;
import java.util.ArrayList;
import java.util.List;

/// Which services of a cluster can be written as manifests at all, and what to know of the others.
final class Passed {
  private final List<Finding> remarks = new ArrayList<>();

  List<Finding> remarks() {
    return List.copyOf(remarks);
  }

  boolean keeps(LiveService live) {
    var name = live.key().name();
    if (live.state() == State.DRAINING) {
      return out("draining", name + " is being deleted, and is left out", "");
    }
    var controller = live.fields().fields("deploymentController").text("type").orElse("ECS");
    if (!controller.equals("ECS") || live.definition().isEmpty()) {
      var hint = "Berth rolls out by ECS's own controller";
      return out("controller", name + " is deployed by " + controller + ", and is left out", hint);
    }
    told(live.definition().get(), name);
    return true;
  }

  private boolean out(String rule, String sentence, String hint) {
    remarks.add(Export.remark(rule, sentence, hint));
    return false;
  }

  private void told(Definition definition, String name) {
    if (definition.status() == Definition.Status.INACTIVE) {
      var revision = Definition.revision(definition.arn());
      var sentence = name + " runs " + revision + ", which is deregistered";
      remarks.add(
          Export.remark("deregistered", sentence, "a diff will say so, and apply mends it"));
    }
  }
}
