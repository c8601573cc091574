/** The floor: the running counter as a plain loop, without an engine. */
package org.keyedstatebench.reference;
