package org.keyedstatebench.command;

import java.nio.file.Path;

/** Where this suite is installed: the folder of the launcher, which tells it by the system property {@code bench.home}. */
public final class Home {

    private Home() {}

    public static Path folder() {
        return Path.of(System.getProperty("bench.home", "")).toAbsolutePath().normalize();
    }
}
