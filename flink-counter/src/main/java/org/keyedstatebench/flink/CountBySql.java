package org.keyedstatebench.flink;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.types.Row;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.process.UnsupportedJobException;

/**
 * Counts in SQL between the same source and sink as {@link CountPerKey}, so that what differs is the aggregation alone. Events are decoded
 * before, because Flink's JSON format skips what is malformed without counting it.
 *
 * <p>Alone in naming classes of the Table API: no other form needs them on its class path, or waits for its planner.
 */
final class CountBySql {

    private static final String QUERY = "SELECT `key`, COUNT(*) AS running_count FROM events GROUP BY `key`";

    /** As of a table of upsert-kafka: a row for each change of a count, none that takes the former back. */
    private static final Schema COUNTS = Schema.newBuilder()
            .column("key", DataTypes.STRING().notNull())
            .column("running_count", DataTypes.BIGINT().notNull())
            .primaryKey("key")
            .build();

    private static final ConfigOption<?>[] MATTERS_FOR_FAIRNESS = {
        ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ENABLED,
        ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ALLOW_LATENCY,
        ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_SIZE,
        OptimizerConfigOptions.TABLE_OPTIMIZER_AGG_PHASE_STRATEGY,
        ExecutionConfigOptions.TABLE_EXEC_ASYNC_STATE_ENABLED
    };

    private CountBySql() {}

    /**
     * @throws UnsupportedJobException if SQL cannot do what is asked for
     * @throws IllegalArgumentException if what is asked for contradicts itself
     */
    static void check(JobSpec spec, Configuration configuration) throws UnsupportedJobException {
        if (!spec.operator().equals(Operator.COUNT.in(CountTopology.SQL))
                || spec.state().valueBytes() > 0) {
            throw refusal("more than a running count", "the query is " + QUERY);
        }
        boolean miniBatch = configuration.get(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ENABLED);
        String option = ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ENABLED.key();
        if (miniBatch && spec.emission() == Emission.PER_EVENT) {
            throw new IllegalArgumentException("emission PER_EVENT contradicts " + option
                    + "=true, with which Flink writes a row for each key of a mini-batch");
        }
        if (!miniBatch && spec.emission() == Emission.PER_KEY) {
            throw refusal("emission " + spec.emission(), "without " + option + "=true there is a row for each event");
        }
    }

    /** Flink has no exception for this: the refusal is this suite's own. */
    private static UnsupportedJobException refusal(String feature, String message) {
        return new UnsupportedJobException(feature + " in SQL", CountBySql.class.getName(), message);
    }

    /** What of the configuration the specification says. */
    static Configuration configuration(JobSpec spec) {
        Configuration configuration = new Configuration();
        configuration.set(
                ExecutionConfigOptions.TABLE_EXEC_ASYNC_STATE_ENABLED,
                spec.state().async());
        return configuration;
    }

    /** What is in effect, also where it is a default. */
    static Map<String, String> settings(Configuration configuration) {
        Configuration effective = new Configuration();
        for (ConfigOption<?> option : MATTERS_FOR_FAIRNESS) {
            setEffective(option, configuration, effective);
        }
        Map<String, String> settings = new TreeMap<>(effective.toMap());
        settings.put("sql", QUERY);
        return settings;
    }

    private static <T> void setEffective(ConfigOption<T> option, Configuration from, Configuration to) {
        to.set(option, from.get(option));
    }

    /** @return (key, running count, false) for each change of a count */
    static DataStream<Tuple3<String, Long, Boolean>> of(DataStream<String> keys) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(keys.getExecutionEnvironment());
        // The name that Flink gives to the only column of a stream without fields.
        Schema events =
                Schema.newBuilder().column("f0", DataTypes.STRING().notNull()).build();
        tables.createTemporaryView("events", tables.fromDataStream(keys, events).as("key"));
        return tables.toChangelogStream(tables.sqlQuery(QUERY), COUNTS, ChangelogMode.upsert())
                .map(new Counted(), CountTopology.COUNT)
                .name("counted")
                .uid("counted");
    }

    private static final class Counted implements MapFunction<Row, Tuple3<String, Long, Boolean>> {

        private static final long serialVersionUID = 1L;

        @Override
        public Tuple3<String, Long, Boolean> map(Row row) {
            return Tuple3.of(row.getFieldAs(0), row.getFieldAs(1), false);
        }
    }
}
