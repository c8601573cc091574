package org.keyedstatebench.process;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Runs another main class, and ends with whoever started this process: a foreign program such as a benchmark runner, which
 * forks processes of its own, would outlive a harness that is killed.
 */
public final class EndsWithParent {

    private static final int PARENT_IS_GONE = 143;

    /** A system property with the process id of the parent: one that is killed while this JVM starts is nobody's parent any more. */
    public static final String PARENT = "bench.parent";

    private EndsWithParent() {}

    /** @param args the main class to run, then its arguments */
    public static void main(String[] args) throws ReflectiveOperationException {
        if (args.length == 0) {
            throw new IllegalArgumentException("expected the name of a main class, then its arguments");
        }
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        parent.ifPresent(EndsWithParent::watch);
        String expected = System.getProperty(PARENT);
        String found = parent.map(process -> Long.toString(process.pid())).orElse("none");
        if (expected != null && !expected.equals(found)) {
            endWithAllThatWasStarted();
        }
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            System.exit(1);
        }
    }

    private static void watch(ProcessHandle parent) {
        Thread watch = new Thread(
                () -> {
                    parent.onExit().join();
                    endWithAllThatWasStarted();
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void endWithAllThatWasStarted() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(PARENT_IS_GONE);
    }
}
