/// What the planning core promises: tables, comparison, hashes, requests, renderings.
package dev.berth.plan;
