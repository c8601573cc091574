/** What became of every event: coverage, latency and throughput recorders, and what the processes used meanwhile. */
package org.keyedstatebench.measure;
