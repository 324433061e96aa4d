/// Text to model, or findings with file and line; expansion of a resource into the AWS objects it
/// means.
///
/// Pure: the same files and parameters give the same world or the same findings. It must not know
/// where the text came from, nor what AWS has.
package dev.berth.manifest;
