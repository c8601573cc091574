/** Faults that befall a running engine: which and when is drawn from a seed, each kind is a class, and all is undone at the end. */
package org.keyedstatebench.harness.faults;
