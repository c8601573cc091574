package org.keyedstatebench.engine;

import java.util.List;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;

/**
 * What an engine can be asked for, for help texts and for what a command measures when nothing is said. What is refused all the
 * same is found out by asking.
 *
 * @param triggers per-record, interval, available-now, real-time
 * @param operators count, pass-through, ttl, idle-timer
 * @param stateBackends the engine's names of them
 * @param forms the engine's names of the programming interfaces that the job can be written in, beside the plain one; can be empty
 * @param resumes whether a killed job goes on from its last checkpoint
 * @param keepsState whether a job keeps its state when it is asked to, and another one goes on from that
 * @param rescales its ways to give a job another parallelism; can be empty
 */
public record Supports(
        List<Guarantee> guarantees,
        List<String> triggers,
        List<Emission> emissions,
        List<String> operators,
        List<String> stateBackends,
        List<String> forms,
        Boolean resumes,
        boolean keepsState,
        List<RescaleWay> rescales) {

    private static final List<String> TRIGGERS = List.of("per-record", "interval", "available-now", "real-time");
    private static final List<String> OPERATORS = List.of("count", "pass-through", "ttl", "idle-timer");

    public Supports {
        guarantees = Checks.some(guarantees, "guarantees");
        triggers = Checks.oneOf(TRIGGERS, Checks.some(triggers, "triggers"), "triggers");
        emissions = Checks.some(emissions, "emissions");
        operators = Checks.oneOf(OPERATORS, Checks.some(operators, "operators"), "operators");
        stateBackends = Checks.some(stateBackends, "stateBackends");
        forms = Checks.any(forms);
        Checks.present(resumes, "resumes");
        rescales = Checks.any(rescales);
    }
}
