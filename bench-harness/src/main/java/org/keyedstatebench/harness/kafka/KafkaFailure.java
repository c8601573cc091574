package org.keyedstatebench.harness.kafka;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says what an exception of a Kafka client was about, and the cure where there is one. */
final class KafkaFailure {

    private KafkaFailure() {}

    /** What a client says is wrong: its innermost cause, unless that is only a name, such as that of a file. */
    static String reason(Throwable e) {
        List<Throwable> causes = causes(e);
        Throwable cause = causes.get(causes.size() - 1);
        Throwable above = causes.get(Math.max(0, causes.size() - 2));
        String words = cause.getMessage();
        return words != null && (words.contains(" ") || above == cause)
                ? words
                : above.getMessage() + " (" + cause + ")";
    }

    /** The exception itself, and what caused it, the innermost last. */
    private static List<Throwable> causes(Throwable e) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = e; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    /** What is wrong, with what a user can do about it. */
    static String advice(Throwable e) {
        if (e instanceof TopicExistsException) {
            return "a topic of this name exists";
        }
        if (e instanceof UnknownTopicOrPartitionException) {
            return "there is no such topic";
        }
        if (e instanceof AuthorizationException) {
            return "Kafka does not allow it to this user (" + e.getMessage() + ")";
        }
        if (e instanceof SslAuthenticationException) {
            return handshake(causes(e));
        }
        if (e instanceof AuthenticationException) {
            return "Kafka does not accept the credentials (" + e.getMessage()
                    + "); check the security settings in --kafka-config or --kafka-property";
        }
        if (e instanceof TimeoutException || e instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "no broker answered within " + Topics.LIMIT.toSeconds()
                    + " s; check host and port, that Kafka runs there, that its advertised listeners can be reached from"
                    + " here, and that security.protocol fits the listener";
        }
        return words(e);
    }

    private static String words(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** A failed TLS handshake, in Java's own words: Kafka calls all of them authentication. */
    private static String handshake(List<Throwable> causes) {
        String words = words(causes.get(causes.size() - 1)).replaceFirst("\\.$", "");
        return "no TLS connection: " + words + "; " + cure(causes, words.toLowerCase(Locale.ROOT));
    }

    private static String cure(List<Throwable> causes, String words) {
        if (words.contains("no subject alternative") || words.contains("no name matching")) {
            return "the broker's certificate is for another host: use a name that is in it, or switch the check off with an empty"
                    + " ssl.endpoint.identification.algorithm";
        }
        if (has(causes, CertificateExpiredException.class)) {
            return "the broker's certificate has expired: renew it, or check the clock of this machine";
        }
        if (has(causes, CertificateNotYetValidException.class)) {
            return "the broker's certificate is not valid yet: check the clock of this machine";
        }
        if (has(causes, CertPathBuilderException.class) || words.contains("trustanchors")) {
            return "this machine does not trust who signed the broker's certificate: give its issuer by ssl.truststore.location"
                    + " (and .type, .password)";
        }
        if (words.contains("unrecognized ssl message") || words.contains("plaintext connection")) {
            return "the listener does not speak TLS: check the port, or set security.protocol to PLAINTEXT or SASL_PLAINTEXT";
        }
        if (words.contains("fatal alert")) {
            return "the broker refused: it may want a certificate of the client (ssl.keystore.location), or one that it trusts, or"
                    + " other ssl.enabled.protocols";
        }
        return "check the ssl. settings in --kafka-config or --kafka-property";
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> kind) {
        return causes.stream().anyMatch(kind::isInstance);
    }
}
