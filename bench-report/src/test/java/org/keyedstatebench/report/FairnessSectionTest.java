package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.report.FairnessSection.Agreement;
import org.keyedstatebench.report.FairnessSection.Setting;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.VariantManifest;

class FairnessSectionTest {

    private final VariantManifest flink = new VariantManifest(
            "f", "flink", "2.3.0", Map.of("heap", "1024", "linger", "5", "buffer-timeout", "0"), Map.of());
    private final VariantManifest spark =
            new VariantManifest("s", "spark", "4.2.0", Map.of("heap", "1024", "linger", "0", "fetch", "10"), Map.of());
    private final VariantManifest refused = new VariantManifest("r", "spark", null, Map.of("heap", "2048"), Map.of());

    @Test
    void theSameValueOnEverySideIsEqual() {
        assertThat(setting("heap", flink, spark).agreement()).isEqualTo(Agreement.EQUAL);
    }

    @Test
    void anotherValueOnAnySideDiffers() {
        Setting linger = setting("linger", flink, spark);

        assertThat(linger.agreement()).isEqualTo(Agreement.DIFFERS);
        assertThat(linger.variantsByValue())
                .containsExactly(Map.entry("5", List.of("f")), Map.entry("0", List.of("s")));
    }

    @Test
    void aKeyThatOnlyOneEngineKnowsIsOneSided() {
        assertThat(setting("fetch", flink, spark).agreement()).isEqualTo(Agreement.ONE_SIDE_ONLY);
        assertThat(setting("fetch", flink, spark).values()).containsOnlyKeys("s");
    }

    @Test
    void differentValuesDifferEvenIfAThirdSideHasNone() {
        VariantManifest reference = new VariantManifest("p", "reference", "1", Map.of(), Map.of());

        assertThat(setting("linger", flink, reference, spark).agreement()).isEqualTo(Agreement.DIFFERS);
        assertThat(setting("heap", flink, reference, spark).agreement()).isEqualTo(Agreement.ONE_SIDE_ONLY);
    }

    @Test
    void anEngineThatNeverBecameReadyHasNoSayButIsListed() {
        Setting heap = setting("heap", flink, spark, refused);

        assertThat(heap.agreement()).isEqualTo(Agreement.EQUAL);
        assertThat(heap.values()).containsEntry("r", "2048");
        assertThat(setting("linger", flink, spark, refused).agreement()).isEqualTo(Agreement.DIFFERS);
        assertThat(new FairnessSection(List.of(flink, refused)).silent()).containsExactly("r");
    }

    @Test
    void aReasonStandsByItsSettingAndWhatIsNoSettingByItself() {
        VariantManifest told = new VariantManifest(
                "t", "spark", "4", Map.of("linger", "2"), Map.of("linger", "requests cost", "counts first", "one row"));

        assertThat(setting("linger", flink, told).reasons()).isEqualTo(Map.of("t", "requests cost"));
        assertThat(setting("heap", flink, told).reasons()).isEmpty();
        assertThat(new FairnessSection(List.of(flink, told)).notes())
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.name()).isEqualTo("counts first");
                    assertThat(note.reasons()).isEqualTo(Map.of("t", "one row"));
                    assertThat(note.values()).isEmpty();
                });
    }

    @Test
    void ifNoEngineBecameReadyAllHaveASay() {
        VariantManifest other = new VariantManifest("o", "flink", null, Map.of("heap", "1024"), Map.of());

        assertThat(setting("heap", refused, other).agreement()).isEqualTo(Agreement.DIFFERS);
    }

    @Test
    void settingsAreFoundByTheirAgreement() {
        FairnessSection manifest = new FairnessSection(List.of(flink, spark));

        assertThat(manifest.silent()).isEmpty();
        assertThat(manifest.settings(Agreement.EQUAL)).extracting(Setting::name).containsExactly("heap");
        assertThat(manifest.settings(Agreement.DIFFERS))
                .extracting(Setting::name)
                .containsExactly("linger");
        assertThat(manifest.settings(Agreement.ONE_SIDE_ONLY))
                .extracting(Setting::name)
                .containsExactly("buffer-timeout", "fetch");
    }

    @Test
    void variantsWithTheSameValueStandTogether() {
        VariantManifest other = new VariantManifest("o", "flink", "2.3.0", Map.of("linger", "5"), Map.of());

        assertThat(setting("linger", flink, spark, other).variantsByValue())
                .containsExactly(Map.entry("5", List.of("f", "o")), Map.entry("0", List.of("s")));
    }

    private static Setting setting(String name, VariantManifest... manifests) {
        return new FairnessSection(List.of(manifests))
                .settings().stream()
                        .filter(setting -> setting.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void formsOfOneEngineHaveTheirDifferencesSideBySideAndEnginesHaveNot() {
        assertThat(forms(RunFixture.sixVariants(1).build())).isEmpty();
        RunFixture one = new RunFixture()
                .variant("reference", "reference", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("flink-hashmap", "flink", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("flink-rocksdb", "flink", "rocksdb", Trigger.PER_RECORD, Emission.PER_EVENT);

        assertThat(forms(one.build()))
                .get()
                .satisfies(forms -> assertThat(forms.variants()).containsExactly("flink-hashmap", "flink-rocksdb"));
    }

    private static Optional<FairnessSection> forms(RunResult run) {
        return new FairnessSection(run.variants()).forms(run.scenario().variants());
    }
}
