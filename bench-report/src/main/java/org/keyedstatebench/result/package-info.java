/** What a trial leaves: JSON, histogram logs and the environment; writing and reading it. */
package org.keyedstatebench.result;
