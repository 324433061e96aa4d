/// The operator's image, as far as it can be known without building it; `.ci/image` builds it.
package dev.berth.image;
