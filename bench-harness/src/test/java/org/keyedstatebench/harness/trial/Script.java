package org.keyedstatebench.harness.trial;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.harness.engine.EngineLife;
import org.keyedstatebench.harness.machine.ProcessMeter.Use;
import org.keyedstatebench.load.Schedule;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.DrainCurve;
import org.keyedstatebench.measure.IntervalLog;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.signal.Request;
import org.keyedstatebench.signal.Signal;

/**
 * A clock, an engine and its load that play a script over time that no test waits for: sleeping lets the time pass, and with it
 * happens what is due. An engine that behaves is ready after a second and counts each event 20 ms after it was due.
 */
final class Script implements TrialClock, Closeable {

    static final long RATE = 1_000;

    /** What is to happen at a moment. */
    private record Due(long atNs, Runnable what) {}

    final ScriptedEngine engine = new ScriptedEngine();
    final ScriptedLoop loop = new ScriptedLoop();
    final ScriptedDrain drain = new ScriptedDrain();
    final List<String> closed = new ArrayList<>();

    private final IntervalLog log;
    private final PriorityQueue<Due> script = new PriorityQueue<>((a, b) -> Long.compare(a.atNs(), b.atNs()));
    private final Map<Phase, Runnable> atPhase = new EnumMap<>(Phase.class);
    private long nowNs = Duration.ofDays(3).toNanos();
    private boolean cancelled;

    /** @param folder takes the logs of series */
    Script(Path folder) {
        log = new IntervalLog(folder.resolve("series.hlog"), epochMs());
    }

    void in(Duration time, Runnable what) {
        script.add(new Due(nowNs + time.toNanos(), what));
    }

    /** Something happens when the trial has come to a phase, once. */
    void at(Phase phase, Runnable what) {
        atPhase.put(phase, what);
    }

    private void reached(Phase phase) {
        Runnable what = atPhase.remove(phase);
        if (what != null) {
            what.run();
        }
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public long nanos() {
        return nowNs;
    }

    @Override
    public long epochMs() {
        return 1_760_000_000_000L + nowNs / 1_000_000;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        long until = nowNs + time.toNanos();
        while (nowNs < until) {
            nowNs = Math.min(until, nowNs + 1_000_000);
            while (!script.isEmpty() && script.peek().atNs() <= nowNs) {
                script.remove().what().run();
            }
            loop.cover();
            drain.cover();
        }
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
    }

    @Override
    public void close() {
        log.close();
    }

    final class ScriptedEngine {

        Duration start = Duration.ofSeconds(1);
        String misuse;
        boolean stopsInOrder = true;
        Long malformed = 0L;
        RuntimeException atClose;
        Optional<String> noProfile = Optional.empty();
        int lives;
        final List<Request> asked = new ArrayList<>();
        final List<Beginning> beginnings = new ArrayList<>();
        /** What it does when it is asked for something. */
        Consumer<Request> heeds = request -> {};

        private long awayUntilNs;
        private Life life;

        /** What a trial is given. */
        EngineUnderTest underTest(boolean profiled) {
            return new EngineUnderTest(
                    beginning -> {
                        beginnings.add(beginning);
                        life = new Life(++lives);
                        reached(Phase.START);
                        return life;
                    },
                    Duration.ofSeconds(15),
                    profiled ? Optional.of(Path.of("flame.html")) : Optional.empty());
        }

        boolean counts() {
            return life != null && life.alive && life.readyAtNs > 0 && nowNs >= awayUntilNs;
        }

        void signal(Signal signal) {
            life.signals.add(signal);
        }

        void die() {
            life.end();
        }

        /** Nothing is counted until then. */
        void pause(Duration time) {
            awayUntilNs = nowNs + time.toNanos();
        }
    }

    /** Uses half a core. */
    private final class Life implements EngineLife {

        private final int number;
        private final List<Signal> signals = new ArrayList<>();
        private final long beganNs = nowNs;
        private boolean alive = true;
        private long readyAtNs;
        private long endedNs;

        Life(int number) {
            this.number = number;
            in(engine.start, () -> {
                if (alive) {
                    readyAtNs = nowNs;
                    signals.add(new Signal.Ready("scripted", "1", Map.of()));
                }
            });
        }

        private void end() {
            endedNs = alive ? nowNs : endedNs;
            alive = false;
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public List<Long> processes() {
            return List.of();
        }

        @Override
        public Collection<Signal> signals() {
            return List.copyOf(signals);
        }

        @Override
        public long readyAtNs() {
            return readyAtNs;
        }

        @Override
        public String obituary() {
            return "the engine ended with exit code 1: a stone fell on it";
        }

        @Override
        public Optional<String> misuse() {
            return Optional.ofNullable(engine.misuse);
        }

        @Override
        public String lastLogLines() {
            return "the last words of life " + number;
        }

        @Override
        public Use use() {
            return new Use(((alive ? nowNs : endedNs) - beganNs) / 2e9, 7L, 9L, (long) number);
        }

        @Override
        public void ask(Request request) {
            engine.asked.add(request);
            engine.heeds.accept(request);
        }

        @Override
        public void kill(String role) {
            closed.add("the " + role + " of life " + number);
            engine.awayUntilNs = nowNs + Duration.ofSeconds(2).toNanos();
        }

        @Override
        public void beginProfile() {}

        @Override
        public Optional<String> endProfile(Path flameGraph, String title) {
            return engine.noProfile;
        }

        @Override
        public boolean stop(Duration grace) {
            reached(Phase.STOP);
            signals.add(new Signal.Stopped(engine.malformed, 1_000, Map.of()));
            end();
            return engine.stopsInOrder;
        }

        @Override
        public void close() {
            end();
            closed.add("life " + number);
            if (engine.atClose != null) {
                throw engine.atClose;
            }
        }
    }

    /** What both kinds of load do alike. */
    private abstract class ScriptedLoad implements Load {

        RuntimeException inVain;
        RuntimeException unreadable;

        /** From this event on none is covered. */
        long lostFrom = Long.MAX_VALUE;

        Load.Sent sent = new Load.Sent(RATE, 0, 0, "");
        long covered;

        long duplicatesSeen() {
            return 0;
        }

        @Override
        public Load.Sent whatWasSent() {
            return sent;
        }

        @Override
        public long covered() {
            return covered;
        }

        @Override
        public void failIfInVain() {
            if (inVain != null) {
                throw inVain;
            }
        }

        @Override
        public Coverage.Account finish() {
            if (unreadable != null) {
                throw unreadable;
            }
            return new Coverage.Account(sent(), covered, duplicatesSeen(), 0, 0, covered, 0, 0);
        }

        @Override
        public void close() {
            closed.add("load");
        }
    }

    final class ScriptedLoop extends ScriptedLoad implements Load.OpenLoop {

        /** How long after its due time an event is counted. */
        LongUnaryOperator latencyNs = event -> Duration.ofMillis(20).toNanos();

        boolean answersProbes = true;
        final List<Event> strangers = new ArrayList<>();
        LongConsumer firstOfNextLife;
        long duplicates;

        /** So many of the next events are never covered, although later ones are. */
        long skips;

        private long skipped;
        private long accountedTo;
        Consumer<Count> taker;
        private final TrialRecorder recorder = new TrialRecorder();
        private Schedule schedule;
        private Window window;
        private long stoppedAt = Long.MAX_VALUE;

        private void cover() {
            long before = covered;
            // A phase begins within the trial's poll of 10 ms.
            if (window != null && nowNs > window.toNs() + 20_000_000) {
                reached(Phase.TAIL);
            }
            skipped += skips;
            skips = 0;
            for (long next = covered + skipped;
                    engine.counts()
                            && next < Math.min(sent(), lostFrom)
                            && schedule.dueNs(next) + latencyNs.applyAsLong(next) <= nowNs;
                    next++) {
                recorder.covered(next, nowNs - schedule.dueNs(next));
                covered++;
            }
            if (covered > before) {
                recorder.pollEnded(nowNs, covered - before);
                if (firstOfNextLife != null && (engine.lives > 1 || engine.awayUntilNs > 0)) {
                    firstOfNextLife.accept(nowNs);
                }
            }
        }

        @Override
        public int sendProbes() {
            return 4;
        }

        @Override
        public int answeredProbes() {
            return answersProbes && engine.counts() ? 4 : 0;
        }

        @Override
        public void start() {
            reached(Phase.WARM_UP);
            schedule = new Schedule(nowNs, RATE);
        }

        @Override
        public Window openWindow(Duration duration) {
            reached(Phase.MEASURE);
            long from = schedule.firstDueAt(nowNs + Duration.ofMillis(300).toNanos());
            window = schedule.window(from, from + duration.toSeconds() * RATE);
            recorder.open(window, false);
            return window;
        }

        @Override
        public void stopSending() {
            reached(Phase.DRAIN);
            stoppedAt = sent();
        }

        @Override
        public long sent() {
            return schedule == null ? 0 : Math.min(stoppedAt, schedule.firstDueAt(nowNs));
        }

        @Override
        public Histogram takeInterval() {
            return recorder.takeInterval(log);
        }

        @Override
        public Coverage.Account finish() {
            recorder.finish();
            recorder.takeInterval(log);
            return super.finish();
        }

        @Override
        public void sendStranger(Event event) {
            strangers.add(event);
        }

        @Override
        public void divertStrangers(Consumer<Count> to) {
            taker = to;
        }

        @Override
        public void tellFirstBehind(Map<Integer, Long> offsets, LongConsumer told) {
            firstOfNextLife = told;
        }

        @Override
        public Window dueBetween(long fromNs, long toNs) {
            return schedule.window(schedule.firstDueAt(fromNs), schedule.firstDueAt(toNs));
        }

        @Override
        public TrialRecorder recorder() {
            return recorder;
        }

        @Override
        long duplicatesSeen() {
            return duplicates;
        }

        @Override
        public CompletableFuture<Coverage.Account> accountSoFar() {
            accountedTo = sent();
            return CompletableFuture.completedFuture(
                    new Coverage.Account(sent(), covered, duplicates, 0, 0, covered, 0, 0));
        }

        @Override
        public long overdue() {
            return Math.max(skipped, accountedTo - covered);
        }

        @Override
        public long countedTwice() {
            return 0;
        }

        @Override
        public long repeatedEvents() {
            return 42;
        }

        @Override
        public TrialResult.Timers timers() {
            return null;
        }
    }

    /** A hundred thousand events; an engine that behaves counts ten of them each millisecond. */
    final class ScriptedDrain extends ScriptedLoad implements Load.Preloaded {

        static final long EVENTS = 100_000;

        private final DrainCurve curve = new DrainCurve();

        private void cover() {
            long now = Math.min(Math.min(EVENTS, lostFrom), covered + 10);
            if (engine.counts() && now > covered) {
                for (long event = covered; event < now; event++) {
                    curve.covered(event, 0);
                }
                curve.pollEnded(nowNs, now - covered);
                covered = now;
                if (covered == EVENTS / 2) {
                    reached(Phase.DRAIN);
                }
            }
        }

        @Override
        public long sent() {
            return EVENTS;
        }

        @Override
        public Histogram takeInterval() {
            return new Histogram(1);
        }

        @Override
        public DrainCurve curve() {
            return curve;
        }

        @Override
        public Long lagRows() {
            return 3L;
        }
    }
}
