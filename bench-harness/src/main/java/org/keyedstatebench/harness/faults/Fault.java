package org.keyedstatebench.harness.faults;

import java.util.EnumMap;
import java.util.Map;
import org.keyedstatebench.scenario.FaultKind;

/** One kind of fault: what is done to the engine or around it. Stateless. */
@FunctionalInterface
public interface Fault {

    /** Every kind that there is something to do for. */
    Map<FaultKind, Fault> ALL = all();

    /**
     * Does it, and undoes it where its cause is one that lasts; returns when the cause is gone, also when it is interrupted.
     *
     * @return what exactly was done, in words
     */
    String strike(PlannedFault planned, Target target) throws InterruptedException;

    private static Map<FaultKind, Fault> all() {
        Map<FaultKind, Fault> all = new EnumMap<>(FaultKind.class);
        all.put(FaultKind.KILL, Kills::once);
        all.put(FaultKind.KILL_IN_CHECKPOINT, new KillInCheckpoint());
        all.put(FaultKind.KILL_AFTER_RESTART, Kills::afterRestart);
        all.put(FaultKind.KILL_TWICE, Kills::twice);
        all.put(FaultKind.STOP, new Stall());
        all.put(FaultKind.BROKER, new BrokerRestart());
        all.put(FaultKind.NETWORK_CUT, NetworkFaults::cut);
        all.put(FaultKind.NETWORK_DELAY, NetworkFaults::delay);
        all.put(FaultKind.DISK_FULL, new FullDisk());
        all.put(FaultKind.DAMAGED_CHECKPOINT, new DamagedCheckpoint());
        return all;
    }
}
