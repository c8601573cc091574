/** One model of what there is to say about a run, and dumb renderers of it. */
package org.keyedstatebench.report;
