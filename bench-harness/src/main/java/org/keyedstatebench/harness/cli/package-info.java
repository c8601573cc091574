/** The command line, one class a command; everything below it neither prints nor exits. */
package org.keyedstatebench.harness.cli;
