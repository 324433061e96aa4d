/// The contract of an ECS endpoint: small checks of what is on the wire, each with the line of the
/// specification that it shows. They run against the simulator, moto and whatever else speaks AWS's
/// protocols; they know none of them, only an [Endpoint].
package dev.berth.contract;
