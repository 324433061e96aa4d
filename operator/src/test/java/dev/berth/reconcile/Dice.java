package dev.berth.reconcile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The choices of one seed: the same seed makes the same ones.
final class Dice {
  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  boolean in(int percent) {
    return random.nextInt(100) < percent;
  }

  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  <T> List<T> shuffled(List<T> of) {
    var copy = new ArrayList<>(of);
    Collections.shuffle(copy, random);
    return List.copyOf(copy);
  }
}
