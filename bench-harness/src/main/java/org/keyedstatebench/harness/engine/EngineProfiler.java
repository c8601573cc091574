package org.keyedstatebench.harness.engine;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Draws where the CPU time of an engine goes, as a flame graph: attaches async-profiler to the running process for as long as it is
 * measured, so that neither start nor warm-up is in the picture. Used by one thread.
 */
public final class EngineProfiler {

    /**
     * Without it, samples are ascribed to the nearest safepoint. Same for every engine; costs little.
     */
    public static final List<String> JVM_OPTIONS =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints", "-XX:+EnableDynamicAgentLoading");

    private static final String LIBRARY = "libasyncProfiler.so";

    private final Path library;

    private EngineProfiler(Path library) {
        this.library = library;
    }

    /**
     * @param folder takes the native library; exists
     * @throws EngineException where async-profiler has no library for this system
     */
    public static EngineProfiler unpackedTo(Path folder) {
        String resource = platform() + "/" + LIBRARY;
        Path library = folder.resolve(LIBRARY);
        try (InputStream in = EngineProfiler.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new EngineException("cannot profile on this system: async-profiler has no " + resource);
            }
            Files.copy(in, library);
            return new EngineProfiler(library);
        } catch (IOException e) {
            throw new EngineException("cannot unpack the profiler to " + library + ": " + e.getMessage(), e);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return "macos";
        }
        return System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    }

    /**
     * Begins to sample the CPU time of all threads.
     *
     * @throws EngineException if the process cannot be attached to
     */
    public void begin(long pid) {
        load(pid, "start,event=cpu,interval=1ms");
    }

    /**
     * Ends sampling.
     *
     * @param flameGraph HTML, written by the profiled process
     * @return why there is no flame graph, if the process is gone or cannot write the file: no reason to lose what was measured
     */
    public Optional<String> end(long pid, Path flameGraph, String title) {
        try {
            // A comma would end the title: options of the agent are separated by it.
            load(pid, "stop,flamegraph,title=" + title.replace(',', ' ') + ",file=" + flameGraph.toAbsolutePath());
        } catch (EngineException e) {
            return Optional.of(e.getMessage());
        }
        return Files.exists(flameGraph)
                ? Optional.empty()
                : Optional.of("the profiler wrote no " + flameGraph + "; the engine's log may say why");
    }

    private void load(long pid, String options) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgentPath(library.toString(), options);
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new EngineException("cannot profile process " + pid + " (" + options + "): " + e.getMessage(), e);
        }
    }
}
