package org.keyedstatebench.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    @Test
    void whatTheHarnessWritesIsWhatTheEngineReads() {
        assertThat(Request.keepState().toJson()).isEqualTo("{\"request\":\"keep-state\"}");
        assertThat(Request.rescale(4).toJson()).isEqualTo("{\"request\":\"rescale\",\"parallelism\":4}");
        assertThat(Request.fromJson(Request.keepState().toJson())).contains(Request.keepState());
        assertThat(Request.fromJson(Request.rescale(4).toJson()).orElseThrow().rescales())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stop", "[]", "{", "{\"request\":7", "{\"parallelism\":\"many\"}"})
    void aLineThatIsNoRequestIsPassedOver(String line) {
        assertThat(Request.fromJson(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"request\":\"dance\"}",
                "{\"request\":\"rescale\"}",
                "{\"request\":\"rescale\",\"parallelism\":0}"
            })
    void aRequestThatSaysTooLittleAsksForNothing(String line) {
        Request request = Request.fromJson(line).orElseThrow();
        assertThat(request.keepsState()).isFalse();
        assertThat(request.rescales()).isFalse();
    }
}
