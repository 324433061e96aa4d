package dev.berth.reconcile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The choices of one seed: the same seed makes the same ones.
public final class Dice {
  private final Random random;

  public Dice(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  public boolean in(int percent) {
    return random.nextInt(100) < percent;
  }

  public int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  public <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  public <T> List<T> shuffled(List<T> of) {
    var copy = new ArrayList<>(of);
    Collections.shuffle(copy, random);
    return List.copyOf(copy);
  }
}
