package dev.berth.architecture.bad.shed;

record Shed() {}
