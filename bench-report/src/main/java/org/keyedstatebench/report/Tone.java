package org.keyedstatebench.report;

/** Whether a text is good or bad news; a renderer may colour it, the text itself always says so too. */
public enum Tone {
    PLAIN,
    GOOD,
    WARNING,
    BAD
}
