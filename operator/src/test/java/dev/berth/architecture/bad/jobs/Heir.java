package dev.berth.architecture.bad.jobs;

final class Heir extends Ancestor {}
