/// What happens, as log lines and as meters.
///
/// It decides nothing, and no secret passes through it: what it is told has none.
package dev.berth.telemetry;
