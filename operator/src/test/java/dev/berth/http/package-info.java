/// The doors, knocked at by who may and who may not.
package dev.berth.http;
