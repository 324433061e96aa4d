package dev.berth.architecture.bad.model;

import dev.berth.architecture.bad.plan.Want;

record Plans(Want want) {}
