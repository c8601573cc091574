/** The engine's side of the contract with the harness: start with a specification, signal, stop when told to. */
package org.keyedstatebench.process;
