/** What the harness is measured against, in a process of its own. */
package org.keyedstatebench.yardstick;
