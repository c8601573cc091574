package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.result.ResultException;

/** What becomes of a browser that does not do what is asked; a real one is tried with a real report. */
class ChromiumTest {

    @TempDir
    private Path folder;

    private Path page;
    private Path picture;

    @BeforeEach
    void page() throws IOException {
        page = Files.writeString(folder.resolve("report.html"), "<!doctype html>");
        picture = folder.resolve("docs/report.png");
    }

    private Path program(String name, String script) throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve(name), "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    @Test
    void theFirstOnTheSearchPathIsFound() throws IOException {
        Path chrome = program("google-chrome", "");
        String searchPath = folder.resolve("none") + File.pathSeparator + chrome.getParent();

        assertThat(Chromium.find(searchPath)).contains(chrome);
        assertThat(Chromium.find(folder.resolve("none").toString())).isEmpty();
        assertThat(Chromium.find("")).isEmpty();
    }

    @Test
    void thePictureIsMovedToItsPlaceAndOnlyTheTemporaryFolderIsWrittenTo() throws Exception {
        Path browser = program(
                "chromium",
                "for a in \"$@\"; do case $a in --screenshot=*) printf %s \"$HOME|$TMPDIR|$*\" > \"${a#*=}\";; esac; done");

        new Chromium(browser).screenshot(page, picture, temporary());

        assertThat(Files.readString(picture))
                .startsWith(temporary() + "|" + temporary() + "|--headless ")
                .contains("--user-data-dir=" + temporary(), "--window-size=1280,1600")
                .endsWith(" " + page.toUri());
    }

    @Test
    void aBrowserThatFailsIsQuoted() throws Exception {
        Path browser = program("chromium", "echo starting; echo 'cannot open display' >&2; exit 3");

        assertThatThrownBy(() -> new Chromium(browser).screenshot(page, picture, temporary()))
                .isInstanceOf(ResultException.class)
                .hasMessage(browser + " ended with exit code 3: cannot open display");
        assertThat(picture).doesNotExist();
    }

    @Test
    void aBrowserThatTakesNoPictureIsAnError() throws Exception {
        Path browser = program("chromium", "exit 0");

        assertThatThrownBy(() -> new Chromium(browser).screenshot(page, picture, temporary()))
                .isInstanceOf(ResultException.class)
                .hasMessage(browser + " took no picture of " + page + ": it said nothing");
    }

    @Test
    void aMissingPageIsNamed() throws Exception {
        Path browser = program("chromium", "exit 0");
        Path none = folder.resolve("none.html");

        assertThatThrownBy(() -> new Chromium(browser).screenshot(none, picture, temporary()))
                .isInstanceOf(ResultException.class)
                .hasMessage("there is no " + none + " to take a picture of");
    }
}
