/** What the harness itself costs, beside Kafka's own load tool and bare clients. */
package org.keyedstatebench.harness.self;
