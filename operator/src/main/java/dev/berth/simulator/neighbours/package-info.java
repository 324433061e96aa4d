/// The services that ECS leans on: what Service Connect and service discovery see of Cloud Map.
/// They know nothing of ECS.
package dev.berth.simulator.neighbours;
