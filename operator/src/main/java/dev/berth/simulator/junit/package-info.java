/// `@WithEcs`: a simulator for each JUnit test of whoever has this jar. It needs
/// `junit-jupiter-api`, which is theirs, and knows nothing of what they test.
package dev.berth.simulator.junit;
