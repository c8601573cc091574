/** How an engine describes itself: what the harness reads instead of knowing engines. */
package org.keyedstatebench.engine;
