/** The broker that a run uses, embedded, in Docker or an existing one, and its topics. */
package org.keyedstatebench.harness.kafka;
