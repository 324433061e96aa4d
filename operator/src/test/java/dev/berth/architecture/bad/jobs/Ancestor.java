package dev.berth.architecture.bad.jobs;

class Ancestor {}
