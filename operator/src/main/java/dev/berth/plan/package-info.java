/// Compares two worlds and says, in order, what to do and why; holds the field tables.
///
/// Pure: the same two worlds give the same plan. It must not know any port.
package dev.berth.plan;
