/// The manifest source port, on git: which commit is wanted, and what it says.
///
/// It must not know what a manifest means, nor run anything: no hook, no filter, no configuration
/// of the machine or of the user.
package dev.berth.git;
