package org.keyedstatebench.harness.cli;

import java.util.concurrent.Callable;

/** A command of {@code bench} that another module brings, found where that is on the class path ({@link java.util.ServiceLoader}). */
public interface OtherCommand extends Callable<Integer> {}
