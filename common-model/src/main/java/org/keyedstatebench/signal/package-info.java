/** What an engine tells the harness: JSON lines on its standard output. */
package org.keyedstatebench.signal;
