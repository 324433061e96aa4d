package dev.berth.architecture.bad.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class Logs {
  Logger log = LoggerFactory.getLogger("jobs");
}
