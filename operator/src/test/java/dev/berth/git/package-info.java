/// The source, fetching from real repositories over files, HTTP and SSH, in the process.
package dev.berth.git;
