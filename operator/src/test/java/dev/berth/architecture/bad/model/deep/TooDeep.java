package dev.berth.architecture.bad.model.deep;

record TooDeep() {}
