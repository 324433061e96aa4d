/// Fetch, observe, plan, apply, report: one pass over one environment, and the ports that it needs.
///
/// It must not know AWS's SDK, a file, or a terminal.
package dev.berth.reconcile;
