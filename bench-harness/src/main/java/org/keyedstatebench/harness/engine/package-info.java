/** Engines as forked processes: which there are, how each variant is configured, start, signals, stop. */
package org.keyedstatebench.harness.engine;
