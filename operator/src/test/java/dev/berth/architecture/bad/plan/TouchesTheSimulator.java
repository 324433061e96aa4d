package dev.berth.architecture.bad.plan;

import dev.berth.architecture.bad.simulator.Cluster;

record TouchesTheSimulator(Cluster[] clusters) {}
