/** What the trials of a run say about each other: statistics, the six-dimension table, the fairness manifest. */
package org.keyedstatebench.compare;
