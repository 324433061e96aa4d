/// An ECS, and the neighbours it needs, that fits in a process and speaks the AWS wire protocols.
/// It imports nothing of ours: a fake that shared our mapping would agree with our mistakes.
package dev.berth.simulator;
