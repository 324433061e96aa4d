package dev.berth.architecture.bad.cli;

import dev.berth.architecture.bad.simulator.Cluster;

record TouchesTheSimulator(Cluster cluster) {}
