package org.keyedstatebench.harness.trial;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.process.TemporaryFolders;
import org.keyedstatebench.scenario.Scenario;

/**
 * What all trials of a run share.
 *
 * @param scenario what is run
 * @param catalogue where the engines are
 * @param kafka the broker
 * @param topics makes and removes output topics
 * @param inputs the input topics
 * @param topicPrefix begins the name of every topic of the run
 * @param temporaryFolder for state and temporary files of the engines; whoever made it removes it
 * @param keepTopics whether output topics stay when their trial is over
 * @param launch what engines are started for beside their trial
 * @param warnings takes a line for what could not be cleaned up
 */
@RecordBuilder
public record TrialSetting(
        Scenario scenario,
        EngineCatalogue catalogue,
        KafkaCluster kafka,
        Topics topics,
        InputTopics inputs,
        String topicPrefix,
        Path temporaryFolder,
        boolean keepTopics,
        Launch launch,
        Consumer<String> warnings)
        implements TrialSettingBuilder.With {

    /**
     * For a trial that nobody keeps, nor its topic. The topic has a name of its own for each scenario, because a broker may keep
     * topics that were to be deleted.
     */
    TrialSetting unrecorded(Scenario other, Launch otherwise) {
        return with(setting -> setting.scenario(other)
                .topicPrefix(topicPrefix + "-" + other.name())
                .keepTopics(false)
                .launch(otherwise));
    }

    public String outputTopic(PlannedTrial trial) {
        return topicPrefix + "-counts-" + trial.order() + "-" + trial.variant().name();
    }

    /** Deletes a folder of a trial, as far as that can be done. */
    void remove(Path folder) {
        if (!TemporaryFolders.delete(folder)) {
            warnings.accept("cannot remove all of the folder " + folder);
        }
    }

    /** Deletes a topic of the run, unless topics are to be kept or the broker is gone with them. */
    public void removeTopic(String topic) {
        if (!keepTopics && kafka.mayAnswer()) {
            topics.delete(List.of(topic));
        }
    }

    /** What a Kafka client of the harness needs. */
    Map<String, String> clientProperties() {
        Map<String, String> properties = new HashMap<>(kafka.clientProperties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return properties;
    }

    /**
     * Finds out whether somebody else changed a topic under a trial: what was lost then is not to be laid at the engine's door.
     *
     * @param names of topics that were made with so many partitions
     * @param find what a topic is like now; empty if it is gone
     * @return what became of the first that is not as it was made; empty if none is known to have changed
     */
    static Optional<String> changedTopic(
            List<String> names, int partitions, Function<String, Optional<Topics.Shape>> find) {
        try {
            for (String topic : names) {
                Optional<Topics.Shape> now = find.apply(topic);
                if (now.isEmpty()) {
                    return Optional.of("the topic '" + topic + "' is gone: somebody else deleted it meanwhile");
                }
                if (now.get().partitions() != partitions) {
                    return Optional.of(
                            "the topic '" + topic + "' has " + now.get().partitions() + " partitions and was made with "
                                    + partitions + ": somebody else changed it meanwhile");
                }
            }
            return Optional.empty();
        } catch (KafkaUnavailableException e) {
            // Then it is Kafka that fails, and the trial has said so.
            return Optional.empty();
        }
    }
}
