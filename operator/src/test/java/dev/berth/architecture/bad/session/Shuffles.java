package dev.berth.architecture.bad.session;

import java.util.Collections;
import java.util.List;

final class Shuffles {
  void shuffle(List<String> frames) {
    Collections.shuffle(frames);
  }
}
