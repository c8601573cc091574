/** Whether a candidate is slower than its baseline: the decision of the regression gate, pure and without I/O. */
package org.keyedstatebench.gate;
