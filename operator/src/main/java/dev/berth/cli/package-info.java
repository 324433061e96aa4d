/// Arguments in, text and an exit code out. The composition root: `App` alone wires the packages
/// together.
package dev.berth.cli;
