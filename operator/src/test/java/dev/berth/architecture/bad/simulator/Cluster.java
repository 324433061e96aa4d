package dev.berth.architecture.bad.simulator;

public record Cluster() {}
