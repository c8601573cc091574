package org.keyedstatebench.process;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.keyedstatebench.signal.Signal;

/** Reports what the engine's own JVM did: its garbage collection pauses as they happen, and its heap peak. */
public final class JvmWatch {

    private JvmWatch() {}

    /** Signals every pause from now on, from the JVM's notification thread. */
    public static void signalPauses(SignalWriter signals) {
        long jvmStart = ManagementFactory.getRuntimeMXBean().getStartTime();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (stopsTheWorld(collector.getName()) && collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (notification, handback) -> signal(notification, jvmStart, signals), null, null);
            }
        }
    }

    /** Sum of the peaks of the heap's memory pools since the JVM started, bytes; at least the true peak of the heap. */
    public static long heapPeakBytes() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += pool.getPeakUsage().getUsed();
            }
        }
        return peak;
    }

    private static void signal(Notification notification, long jvmStart, SignalWriter signals) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            signals.write(new Signal.GcPause(
                    jvmStart + info.getGcInfo().getStartTime(),
                    info.getGcInfo().getDuration(),
                    info.getGcName(),
                    info.getGcCause()));
        }
    }

    /** Beans such as "ZGC Cycles" or "G1 Concurrent GC" measure work beside the application, not pauses. */
    private static boolean stopsTheWorld(String collector) {
        return !collector.contains("Cycles") && !collector.contains("Concurrent");
    }
}
