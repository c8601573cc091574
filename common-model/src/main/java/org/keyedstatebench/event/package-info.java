/**
 * What travels over Kafka: events in, counts out, their JSON, and the sequence that makes event i a pure function of a
 * seed and i.
 */
package org.keyedstatebench.event;
