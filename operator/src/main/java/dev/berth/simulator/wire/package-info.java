/// What the parts of the simulator share: the shape of an API, its errors, JSON as AWS writes it,
/// virtual time and seeded identifiers. It knows no operation of any service.
package dev.berth.simulator.wire;
