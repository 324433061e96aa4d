package dev.berth.architecture.bad.plan;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class Mutters {
  Logger log = LoggerFactory.getLogger("plan");
}
