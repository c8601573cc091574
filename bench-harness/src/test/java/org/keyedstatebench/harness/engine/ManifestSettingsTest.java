package org.keyedstatebench.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;

class ManifestSettingsTest {

    private static final String KEY = "spark.sql.shuffle.partitions";

    private static final String COMBINES =
            "`spark-combining` counts events by key before the shuffle, by code of this suite";
    private static final Variant SPARK = Checkout.VARIANTS.named("spark");

    @Test
    void everyReasonIsThatOfTheDescriptorAndStandsByWhatTheJobGot() {
        JobSpec spec = spec(SPARK, Profile.LOW_LATENCY);
        Map<String, String> reasons = reasons(spec, Profile.LOW_LATENCY);

        assertThat(reasons).containsEntry(KEY, "the default of 200 means 200 state stores, each committed per batch");
        // What is no setting: what was done, in the form that does it.
        assertThat(reasons).doesNotContainKey(COMBINES);
        assertThat(reasons(spec(Checkout.VARIANTS.named("spark-combining"), Profile.LOW_LATENCY), Profile.LOW_LATENCY))
                .containsKey(COMBINES);
        assertThat(ManifestSettings.of(spec, Resources.DEFAULT, false, Optional.empty(), Optional.empty()))
                .containsKey(KEY);
    }

    @Test
    void whatTheVariantSaysItselfIsNotTheProfilesReason() {
        JobSpec own = spec(SPARK.withConfig(KEY, "7"), Profile.LOW_LATENCY);

        assertThat(reasons(own, Profile.LOW_LATENCY)).doesNotContainKey(KEY).isNotEmpty();
    }

    private static Map<String, String> reasons(JobSpec spec, Profile profile) {
        return ManifestSettings.reasons(spec, Checkout.ENGINES.engine(SPARK), profile);
    }

    private static JobSpec spec(Variant variant, Profile profile) {
        return JobSpecs.of(
                Checkout.ENGINES.engine(SPARK),
                variant,
                profile,
                Resources.DEFAULT,
                "127.0.0.1:9",
                Map.of(),
                new Source("events", Map.of(0, 0L), Map.of()),
                "counts",
                Path.of("state"),
                0,
                false);
    }
}
