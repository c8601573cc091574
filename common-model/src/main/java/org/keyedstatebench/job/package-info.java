/** What the harness tells an engine: one validated specification with a JSON form. */
package org.keyedstatebench.job;
