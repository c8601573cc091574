/** The running counter as a Flink job, in a cluster inside its own process. */
package org.keyedstatebench.flink;
