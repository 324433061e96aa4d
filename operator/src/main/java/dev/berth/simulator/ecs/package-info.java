/// Amazon ECS: task definitions, clusters, services, deployments and tasks with their life cycles.
/// It knows nothing of HTTP; time is virtual and every outcome can be scripted.
package dev.berth.simulator.ecs;
