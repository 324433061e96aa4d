/// A small world that breaks the rules on purpose, one class a way, so that each rule is seen to
/// catch it. Classes that say "Right" are near misses that no rule may catch.
package dev.berth.architecture.bad;
