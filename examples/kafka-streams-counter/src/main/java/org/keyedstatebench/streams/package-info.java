/** The running counter as a Kafka Streams application. */
package org.keyedstatebench.streams;
