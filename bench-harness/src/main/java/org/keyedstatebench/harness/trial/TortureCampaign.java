package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.keyedstatebench.harness.faults.Fault;
import org.keyedstatebench.harness.faults.FaultPlan;
import org.keyedstatebench.harness.faults.PlannedFault;
import org.keyedstatebench.harness.faults.StateFolder;
import org.keyedstatebench.harness.faults.Target;
import org.keyedstatebench.harness.kafka.FragileKafka;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.result.Campaign;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.FaultKind;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

/**
 * Lets one fault after the other befall an engine under load, and follows each until all that was sent before its end is covered and
 * the backlog is back at what it was half of the time in the undisturbed window, or until the next one strikes. An engine that ends by itself is started
 * again, as one that is supervised would be. Used by the trial's thread; only the progress comes from the collector's.
 */
final class TortureCampaign implements WindowWork, Target {

    /** Between the end of an engine by itself and its next start, so that one that cannot start does not keep the machine busy. */
    private static final Duration BACK_OFF = Duration.ofSeconds(1);

    /** How long the backlog may become no less, at least, before what is in it will not be covered; and so many checkpoints. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int CHECKPOINTS = 4;

    /** In this time the backlog is as low as usual at least once, when all is well but for what is lost. */
    private static final Duration CALM = Duration.ofSeconds(5);

    /** How long the collector may take to answer. */
    private static final Duration ACCOUNT = Duration.ofSeconds(30);

    private final Experiment.Torture experiment;
    private final long seed;
    private final Map<FaultKind, Fault> faults;
    private final Optional<FragileKafka> kafka;
    private final Optional<StateFolder> state;

    private final Outage outage = new Outage();
    private final List<Campaign.Fault> struck = new ArrayList<>();
    private final List<Campaign.Moment> moments = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private TrialRig rig;
    private Load.OpenLoop load;
    private long openedNs;

    /** Half of the time before the first fault no more events were uncovered. */
    private long usualBacklog;

    private long backlogPeak;
    private Coverage.Account before;
    private long lostBefore;
    private String gaveUp;

    private boolean supervised;
    private long startAgainNs;
    private int restarts;
    private String words;

    /**
     * @param seed of the plan
     * @param kafka that faults are tried on; empty if it is not ours
     * @param state that faults are tried on; empty if none of the kinds needs it
     */
    TortureCampaign(
            Experiment.Torture experiment, long seed, Optional<FragileKafka> kafka, Optional<StateFolder> state) {
        this(experiment, seed, kafka, state, Fault.ALL);
    }

    /** @param faults what each kind does */
    TortureCampaign(
            Experiment.Torture experiment,
            long seed,
            Optional<FragileKafka> kafka,
            Optional<StateFolder> state,
            Map<FaultKind, Fault> faults) {
        this.experiment = experiment;
        this.seed = seed;
        this.kafka = kafka;
        this.state = state;
        this.faults = new EnumMap<>(faults);
    }

    @Override
    public void whileOpen(TrialRig on, Load.OpenLoop under, Window window) throws InterruptedException {
        rig = on;
        load = under;
        openedNs = window.fromNs();
        List<Long> samples = new ArrayList<>();
        rig.tellTicks((second, covered, backlog) ->
                moments.add(new Campaign.Moment(TrialRig.millis(openedNs, rig.clock.nanos()), backlog)));
        load.recorder().tellProgress(outage::progress);
        rig.await(
                () -> {
                    samples.add(load.backlog());
                    return rig.clock.nanos() >= window.toNs();
                },
                rig.trial.timing().duration().plus(TrialRig.TICK.multipliedBy(5)));
        Collections.sort(samples);
        usualBacklog = samples.get(samples.size() / 2);
    }

    @Override
    public void afterWindow(TrialRig on, Load.OpenLoop under) throws InterruptedException {
        rig.enter(Phase.FAULTS);
        PossibleFaults possible = new PossibleFaults(faults.keySet(), kafka, state);
        List<FaultKind> kinds = possible.of(experiment.kinds(), rig.trial.variant(), leftOut::add);
        if (kinds.isEmpty()) {
            throw new TrialFailedException("none of the kinds of faults can be tried: " + String.join(" ", leftOut));
        }
        FaultPlan plan = new FaultPlan(seed, kinds);
        before = account();
        rig.supervise(this::engineEnded);
        supervised = true;
        long beganNs = rig.clock.nanos();
        boolean recovered = true;
        PlannedFault next = plan.next();
        while (isWanted(next, beganNs) && gaveUp == null) {
            PlannedFault now = next;
            next = plan.next();
            recovered = befall(now, !recovered, isWanted(next, beganNs) ? next : null);
        }
    }

    private boolean isWanted(PlannedFault planned, long beganNs) {
        return (experiment.faults() == null || planned.number() <= experiment.faults())
                && (experiment.atMost() == null
                        || rig.clock.nanos() - beganNs < experiment.atMost().toNanos());
    }

    /**
     * @param planned strikes now, after its pause
     * @param next strikes afterwards; {@code null} if none does
     * @return whether the engine has recovered
     */
    private boolean befall(PlannedFault planned, boolean inRecovery, PlannedFault next) throws InterruptedException {
        if (!planned.inRecovery()) {
            pass(planned.pause());
        }
        restarts = 0;
        words = null;
        backlogPeak = 0;
        long atNs = rig.clock.nanos();
        outage.begin(atNs);
        String what = faults.get(planned.kind()).strike(planned, this);
        long endedNs = rig.clock.nanos();
        // From here on, overdue is what was sent before the fault was over.
        account();
        boolean isCut = next != null && next.inRecovery();
        Duration limit = isCut
                ? next.pause()
                : rig.trial.timing().startTimeout().plus(rig.trial.timing().drainTimeout());
        Stuck stuck = new Stuck();
        await(() -> isRecovered() || stuck.sees(load.overdue(), load.backlog()), limit);
        boolean recovered = isRecovered();
        boolean isSettled = !isCut || recovered || stuck.seen;
        Long caughtUpMs = recovered ? (Long) TrialRig.millis(atNs, rig.clock.nanos()) : null;
        Campaign.Fault found = accounted(planned, inRecovery, what, atNs, endedNs, caughtUpMs, isSettled);
        struck.add(found);
        if (found.countedTwice() > 0) {
            gaveUp = "After fault " + planned.number()
                    + " counts are too high, which no later event mends, so no further fault struck.";
        } else if (isSettled && !recovered && !await(this::isRecovered, CALM)) {
            gaveUp = "After fault " + planned.number() + ", "
                    + TrialRig.millis(endedNs, rig.clock.nanos()) / 1_000
                    + " s after its cause was gone, the backlog was not back, so no further fault struck.";
        }
        return recovered;
    }

    private Campaign.Fault accounted(
            PlannedFault planned,
            boolean inRecovery,
            String what,
            long atNs,
            long endedNs,
            Long caughtUpMs,
            boolean isSettled)
            throws InterruptedException {
        long overdue = load.overdue();
        Coverage.Account now = account();
        long lost = isSettled ? Math.max(0, overdue - lostBefore) : 0;
        long twice = Math.max(0, now.countedTwice() - before.countedTwice());
        long gaps = now.gaps() - before.gaps();
        long unexpected = now.unexpectedRows() - before.unexpectedRows();
        long repeated = now.duplicates() - before.duplicates();
        boolean seenTwice = repeated > 0 && rig.trial.variant().guarantee() == Guarantee.EXACTLY_ONCE;
        boolean cameBack = caughtUpMs != null || !isSettled;
        before = now;
        lostBefore += lost;
        return new Campaign.Fault(
                planned.number(),
                planned.kind(),
                TrialRig.millis(openedNs, atNs),
                TrialRig.millis(atNs, endedNs),
                inRecovery,
                what,
                outage.longestMs(rig.clock.nanos()),
                caughtUpMs,
                restarts,
                words,
                backlogPeak,
                lost,
                twice,
                gaps,
                unexpected,
                repeated,
                cameBack && lost == 0 && twice == 0 && gaps == 0 && unexpected == 0 && !seenTwice);
    }

    private boolean isRecovered() {
        return load.overdue() <= lostBefore && load.backlog() <= usualBacklog + lostBefore;
    }

    private Duration patience() {
        Variant variant = rig.trial.variant();
        Duration checkpoints = variant.checkpointInterval().multipliedBy(CHECKPOINTS);
        return Collections.max(List.of(PATIENCE, checkpoints))
                .plus(variant.rowsWait().multipliedBy(2));
    }

    private Coverage.Account account() throws InterruptedException {
        CompletableFuture<Coverage.Account> asked = load.accountSoFar();
        if (!await(asked::isDone, ACCOUNT)) {
            throw new TrialFailedException(
                    "the collector did not answer within " + ACCOUNT.toSeconds() + " s: can it read the output?");
        }
        return asked.join();
    }

    /** The engine has ended by itself. */
    private void engineEnded() {
        if (!supervised || gaveUp != null) {
            return;
        }
        long now = rig.clock.nanos();
        if (startAgainNs == 0) {
            restarts++;
            words = rig.engine.life().obituary();
            startAgainNs = now + BACK_OFF.toNanos();
        } else if (now >= startAgainNs) {
            startEngine();
        }
    }

    @Override
    public Verdict conclude(TrialRig on, Load.OpenLoop under, TrialDraft draft, Verdict verdict) {
        Campaign campaign = new Campaign(struck, load.countedTwice(), gaveUp, leftOut, moments);
        draft.found.campaign(campaign);
        long survived = campaign.survived();
        return verdict.wrongIf(
                survived < struck.size(), (struck.size() - survived) + " of " + struck.size() + " faults not survived");
    }

    @Override
    public void killEngine() {
        rig.engine.kill();
    }

    @Override
    public void startEngine() {
        startAgainNs = 0;
        rig.engine.start();
    }

    @Override
    public List<Long> processes() {
        return rig.engine.processes();
    }

    @Override
    public List<Signal> signals() {
        return List.copyOf(rig.engine.life().signals());
    }

    @Override
    public Duration checkpointInterval() {
        return rig.trial.variant().checkpointInterval();
    }

    @Override
    public long epochMs() {
        return rig.clock.epochMs();
    }

    @Override
    public void pass(Duration time) throws InterruptedException {
        long untilNs = rig.clock.nanos() + time.toNanos();
        await(() -> rig.clock.nanos() >= untilNs, time.plus(TrialRig.TICK));
    }

    @Override
    public boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        return rig.await(
                () -> {
                    backlogPeak = Math.max(backlogPeak, load.backlog());
                    return condition.getAsBoolean();
                },
                atMost);
    }

    @Override
    public Optional<String> awaitComeback() throws InterruptedException {
        long sent = load.sent();
        supervised = false;
        try {
            await(
                    () -> load.covered() + lostBefore > sent
                            || !rig.engine.life().isAlive(),
                    rig.trial.timing().startTimeout());
        } finally {
            supervised = true;
        }
        return rig.engine.life().isAlive()
                ? Optional.empty()
                : Optional.of(rig.engine.life().obituary());
    }

    @Override
    public FragileKafka broker() {
        return kafka.orElseThrow();
    }

    @Override
    public StateFolder state() {
        return state.orElseThrow();
    }

    /**
     * Sees when what is uncovered will not be covered any more: for long it has become no less, although newer events are covered. A
     * hole stays overdue; counts that start again too low leave the newest events of their keys uncovered.
     */
    private final class Stuck {

        private final long coveredThen = load.covered();
        private final long uncoveredThen = load.backlog();
        private long leastOverdue = Long.MAX_VALUE;
        private long leastBacklog = Long.MAX_VALUE;
        private long sinceNs = rig.clock.nanos();
        private boolean seen;

        boolean sees(long overdue, long backlog) {
            long now = rig.clock.nanos();
            if (overdue < leastOverdue || backlog < leastBacklog) {
                leastOverdue = Math.min(leastOverdue, overdue);
                leastBacklog = Math.min(leastBacklog, backlog);
                sinceNs = now;
            }
            boolean newerAreCovered = load.covered() - coveredThen > uncoveredThen;
            seen = newerAreCovered && now - sinceNs > patience().toNanos();
            return seen;
        }
    }
}
