package org.keyedstatebench.command;

import picocli.CommandLine.Option;

/** What a machine costs, as an option; the same where trials are run and where their results are read again. */
public final class PriceOption {

    @Option(
            names = "--price",
            paramLabel = "PRICE",
            description =
                    "What a machine costs, as AMOUNT/cpu-hour or AMOUNT/cpu-hour,AMOUNT/gb-hour (a GB is 2^30 bytes), such as"
                            + " 0.04/cpu-hour,0.005/gb-hour: the report says what a million events cost by each variant, in the"
                            + " same currency.")
    private String price;

    /** {@code null} if nothing was. */
    public String said() {
        return price;
    }
}
