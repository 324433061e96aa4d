/// Rules that read a wanted world and deny or warn, before anything is compared or written.
///
/// It must not know what is live, the time of day, or where the manifests came from.
package dev.berth.policy;
