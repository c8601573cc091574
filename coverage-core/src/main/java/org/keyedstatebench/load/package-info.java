/** When which event is due, and sending it then: an open loop that waits for nothing but the schedule. */
package org.keyedstatebench.load;
