package dev.berth.architecture.bad.jobs;

import dev.berth.architecture.bad.access.CallsJobs;

public record CallsAccess(CallsJobs other) {}
