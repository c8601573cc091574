/**
 * From a run to its figures: a {@code Run} asks a {@code TrialSource} for one {@code Trial} after the other, each of which joins
 * {@code Phases}, a {@code Load} and an {@code EngineUnderTest} on a {@code TrialRig}. Blocks order trials so that drift of the
 * machine hits every variant alike.
 */
package org.keyedstatebench.harness.trial;
