package org.keyedstatebench.engine;

/** What is wrong with a descriptor, in one sentence for the user that begins with file, line and column. */
public final class DescriptorException extends RuntimeException {

    DescriptorException(String message, Throwable cause) {
        super(message, cause);
    }
}
