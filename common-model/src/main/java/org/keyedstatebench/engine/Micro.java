package org.keyedstatebench.engine;

/**
 * Where an engine's micro-benchmarks are: JMH with what a single step of its state costs.
 *
 * @param args an argument file for {@code java @FILE}, beside the descriptor, that starts JMH
 * @param oneSize regular expression of the benchmarks to which the number of keys makes no difference; {@code null} for none
 */
public record Micro(String args, String oneSize) {

    public Micro {
        Checks.present(args, "args");
    }

    /** What figures of these benchmarks name as their module: the argument file without its endings. */
    public String module() {
        return args.substring(args.lastIndexOf('/') + 1).replaceFirst("(-micro)?\\.args$", "");
    }
}
