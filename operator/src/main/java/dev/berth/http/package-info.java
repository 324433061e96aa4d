/// The doors: who may knock, and what they are shown.
///
/// It must not know git or AWS: a push is a wish to look, and what is told is what others found.
package dev.berth.http;
