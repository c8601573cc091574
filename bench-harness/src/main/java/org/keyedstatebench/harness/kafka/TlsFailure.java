package org.keyedstatebench.harness.kafka;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what a failed TLS handshake was about, in Java's own words and with the cure: Kafka calls all of them authentication. */
final class TlsFailure {

    private TlsFailure() {}

    /** @param e as a Kafka client has it, with the causes that Java gave */
    static String of(Throwable e) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = e; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        Throwable innermost = causes.get(causes.size() - 1);
        String said = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
        String words = said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
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
