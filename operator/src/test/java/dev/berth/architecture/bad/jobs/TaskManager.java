package dev.berth.architecture.bad.jobs;

record TaskManager() {}
