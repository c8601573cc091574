package org.keyedstatebench.report;

import java.util.List;

/**
 * A part of the report.
 *
 * @param id for links: lower-case letters and dashes
 * @param title heading
 * @param blocks in the order of reading
 */
public record Section(String id, String title, List<Block> blocks) {

    Section(String id, String title, Block... blocks) {
        this(id, title, List.of(blocks));
    }
}
