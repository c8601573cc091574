/** The running counter as a Spark Structured Streaming query: one composition, whose options come from the specification. */
package org.keyedstatebench.spark;
