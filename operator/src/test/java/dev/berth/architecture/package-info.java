/// The rules of the house, as tests: format, order of the packages, names. They know no code of
/// ours, only its shape.
package dev.berth.architecture;
