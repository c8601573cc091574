/** Micro-benchmarks: runs JMH in processes of its own and brings home what it measured. */
package org.keyedstatebench.harness.micro;
