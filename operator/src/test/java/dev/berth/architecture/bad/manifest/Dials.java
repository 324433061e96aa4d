package dev.berth.architecture.bad.manifest;

import java.net.Socket;

final class Dials {
  Socket dial() {
    return new Socket();
  }
}
