package dev.berth.architecture.bad.model;

import tools.jackson.databind.ObjectMapper;

final class Yields {
  ObjectMapper mapper = new ObjectMapper();
}
