/// What can be wanted and what was observed: values, paths, keys, findings.
///
/// Pure data. It must not know where a value came from (a file, an API) nor what to do about it.
package dev.berth.model;
