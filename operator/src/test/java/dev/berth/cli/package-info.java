/// The very commands, run in the process against a simulated ECS.
package dev.berth.cli;
