package org.keyedstatebench.harness.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages are Java's own, as JDK 17 gives them. */
class KafkaFailureTest {

    static Stream<Arguments> handshakes() {
        return Stream.of(
                Arguments.of(
                        new CertificateException("No subject alternative DNS name matching localhost found."),
                        "ssl.endpoint.identification.algorithm"),
                Arguments.of(
                        new CertificateException("No name matching localhost found"),
                        "ssl.endpoint.identification.algorithm"),
                Arguments.of(new CertificateExpiredException("NotAfter: Tue Jan 02 00:00:00 UTC 2024"), "has expired"),
                Arguments.of(
                        new CertificateNotYetValidException("NotBefore: Tue Jan 02 00:00:00 UTC 2029"),
                        "not valid yet"),
                Arguments.of(
                        new CertPathBuilderException("unable to find valid certification path to requested target"),
                        "ssl.truststore.location"),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), "does not speak TLS"),
                Arguments.of(new SSLException("Received fatal alert: certificate_required"), "ssl.keystore.location"),
                Arguments.of(new SSLException("something new"), "check the ssl. settings"));
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void isSaidInJavasWordsWithTheCureAndIsNotAboutCredentials(Exception cause, String cure) {
        SSLException handshake = new SSLHandshakeException("(certificate_unknown) " + cause.getMessage());
        handshake.initCause(cause);

        assertThat(KafkaFailure.advice(new SslAuthenticationException("SSL handshake failed", handshake)))
                .startsWith("no TLS connection: " + cause.getMessage().replaceFirst("\\.$", "") + "; ")
                .contains(cure)
                .doesNotContain("credentials");
    }
}
