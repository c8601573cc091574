/** One trial's phases, and the blocks that order trials so that drift of the machine hits every variant alike. */
package org.keyedstatebench.harness.trial;
