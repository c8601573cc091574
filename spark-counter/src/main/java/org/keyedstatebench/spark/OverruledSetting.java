package org.keyedstatebench.spark;

import java.util.Set;
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

    private final Set<String> keys;
    private volatile String words;

    private OverruledSetting(Set<String> keys) {
        super("overruled-setting", null, null, true, Property.EMPTY_ARRAY);
        this.keys = keys;
    }

    /**
     * Listens from now on, until the process ends.
     *
     * @param keys of the setting, which has other names from one version of Spark to the next
     */
    static OverruledSetting watch(Set<String> keys) {
        OverruledSetting appender = new OverruledSetting(keys);
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
            if (keys.stream().anyMatch(key -> message.contains("'" + key + "'"))) {
                words = message;
            }
        }
    }
}
