/// Decides when to look at which environment again, and survives what goes wrong there. Knows no
/// AWS, no git and no page.
package dev.berth.controller;
