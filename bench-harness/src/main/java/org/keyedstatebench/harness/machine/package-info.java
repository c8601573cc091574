/** What the machine is, what its processes use, and what would disturb a measurement on it. */
package org.keyedstatebench.harness.machine;
