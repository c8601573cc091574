package org.keyedstatebench.spark;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * Keeps what Spark says in its log of a setting that a checkpoint overrules, because it says so nowhere else. Thread-safe.
 */
final class OverruledSetting extends AbstractAppender {

    private final String key;
    private volatile String words;

    private OverruledSetting(String key) {
        super("overruled-setting", null, null, true, Property.EMPTY_ARRAY);
        this.key = key;
    }

    /** Listens from now on, until the process ends. */
    static OverruledSetting watch(String key) {
        OverruledSetting appender = new OverruledSetting(key);
        appender.start();
        ((Logger) LogManager.getRootLogger()).addAppender(appender);
        return appender;
    }

    /** The last warning that names the setting; {@code null} if there was none. */
    String words() {
        return words;
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
            String message = event.getMessage().getFormattedMessage();
            if (message.contains("'" + key + "'")) {
                words = message;
            }
        }
    }
}
