package dev.berth.architecture.bad.jobs;

import java.util.concurrent.TimeUnit;

final class SleepsByUnit {
  void sleep() throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
  }
}
