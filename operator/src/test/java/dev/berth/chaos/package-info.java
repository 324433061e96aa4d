/// The deterministic simulation: operators, their source, their lease and a simulated account on
/// one thread, one clock and one seed, with everything that can go wrong in between.
package dev.berth.chaos;
