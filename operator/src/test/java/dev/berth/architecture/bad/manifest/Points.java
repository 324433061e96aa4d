package dev.berth.architecture.bad.manifest;

import java.net.URI;

/// Right: an address is a value.
record Points(URI to) {}
