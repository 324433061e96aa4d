package dev.berth.architecture.bad.policy;

import java.util.UUID;

final class RollsDice {
  String roll() {
    return UUID.randomUUID().toString();
  }
}
