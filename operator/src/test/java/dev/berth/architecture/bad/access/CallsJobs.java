package dev.berth.architecture.bad.access;

import dev.berth.architecture.bad.jobs.CallsAccess;

public record CallsJobs(CallsAccess other) {}
