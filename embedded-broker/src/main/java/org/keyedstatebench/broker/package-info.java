/** A real Kafka broker as a process of its own, for machines that have no Kafka. */
package org.keyedstatebench.broker;
