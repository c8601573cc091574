/** What the command line is made of, and the commands that read what was measured; no other package here prints or exits. */
package org.keyedstatebench.command;
