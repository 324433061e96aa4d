package dev.berth.architecture.bad.plan;

public record Want() {}
