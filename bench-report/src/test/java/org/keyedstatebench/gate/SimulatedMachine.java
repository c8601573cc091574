package org.keyedstatebench.gate;

import java.util.Map;
import java.util.Random;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/**
 * A machine that is worse than one should measure on, and on which one trial follows the other: heavy-tailed noise, part of it common to
 * all percentiles of a trial; a level that drifts; noisy episodes of one to four trials, of which half show as other processes' CPU time; a
 * rate that is not quite held then; and trials of either side that fail for no reason of the build.
 */
final class SimulatedMachine {

    static final double EPISODES = 0.08;
    static final double FAILURES = 0.001;
    static final double FAILURES_IN_EPISODES = 0.005;

    private static final double DRIFT = 0.03;
    private static final double COMMON_NOISE = 0.05;
    private static final Map<GateMetric, Double> OWN_NOISE =
            Map.of(GateMetric.P50, 0.04, GateMetric.P90, 0.07, GateMetric.P99, 0.15);
    private static final Map<GateMetric, Double> LEVEL_MS =
            Map.of(GateMetric.P50, 10.0, GateMetric.P90, 15.0, GateMetric.P99, 30.0);
    private static final double RATE = 2_000;

    private final Random random;
    private final double noise;
    private final double times;
    private double level;
    private int episode;
    private double disturbance;
    private boolean visible;

    /**
     * @param noise how noisy it is; 1 for as noisy as described here
     * @param times by which the candidate's latencies are higher; 1 for the same build
     */
    SimulatedMachine(long seed, double noise, double times) {
        random = new Random(seed);
        this.noise = noise;
        this.times = times;
    }

    TrialResult run(GateSession.Turn turn) {
        pass();
        TrialResult trial = random.nextDouble() < (disturbance > 0 ? FAILURES_IN_EPISODES : FAILURES)
                ? failed()
                : valid(turn.side() == Side.CANDIDATE ? times : 1);
        // A trial that died has no window, and nobody knows what disturbed it.
        return trial.status() == TrialStatus.FAILED ? trial : GateFixture.disturbed(trial, visible ? 0.2 : 0.03, 0.01);
    }

    private void pass() {
        level += noise * DRIFT * random.nextGaussian();
        if (episode > 0) {
            episode--;
            return;
        }
        disturbance = 0;
        visible = false;
        if (random.nextDouble() < EPISODES) {
            episode = random.nextInt(4);
            disturbance = noise * (0.2 + 0.6 * random.nextDouble());
            visible = random.nextBoolean();
        }
    }

    private TrialResult failed() {
        return random.nextBoolean()
                ? GateFixture.failed(TrialStatus.FAILED, "the engine died")
                : GateFixture.slack("the generator held 1900 of 2000 events/s");
    }

    private TrialResult valid(double slower) {
        double common = level + disturbance + noise * COMMON_NOISE * heavyTailed();
        double behind = disturbance > 0 ? 0.05 * random.nextDouble() : 0.001 * random.nextDouble();
        return GateFixture.valid(
                latency(GateMetric.P50, common) * slower,
                latency(GateMetric.P90, common) * slower,
                latency(GateMetric.P99, common) * slower,
                RATE * (1 - behind));
    }

    private double latency(GateMetric metric, double common) {
        return LEVEL_MS.get(metric) * Math.exp(common + noise * OWN_NOISE.get(metric) * heavyTailed());
    }

    /** Student's t with 3 degrees of freedom. */
    private double heavyTailed() {
        double chi = 0;
        for (int i = 0; i < 3; i++) {
            chi += Math.pow(random.nextGaussian(), 2);
        }
        return random.nextGaussian() / Math.sqrt(chi / 3);
    }
}
