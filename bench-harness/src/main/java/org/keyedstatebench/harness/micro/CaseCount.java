package org.keyedstatebench.harness.micro;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the cases in what {@code JMH -lp} prints: benchmarks, each with the values of its parameters below it. */
final class CaseCount {

    private static final Pattern PARAMETER = Pattern.compile("\\s+param \"[^\"]+\" = \\{(.*)}");
    private static final Pattern BENCHMARK = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)+");

    private int done;
    private int current;

    void line(String line) {
        Matcher parameter = PARAMETER.matcher(line);
        if (BENCHMARK.matcher(line).matches()) {
            done += current;
            current = 1;
        } else if (parameter.matches()) {
            current *= parameter.group(1).split(",", -1).length;
        }
    }

    int cases() {
        return done + current;
    }
}
