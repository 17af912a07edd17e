package io.nekoagents.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.ingest.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallerTest {

    @Test
    void mayDoWhatItsRoleAndLowerOnesMay() {
        Caller operator = new Caller("key:1", "alpha", Role.OPERATOR);
        assertThatCode(() -> operator.require(Role.VIEWER)).doesNotThrowAnyException();
        assertThatCode(() -> operator.require(Role.OPERATOR)).doesNotThrowAnyException();
        assertThatThrownBy(() -> operator.require(Role.ADMIN)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Alpha", "a/b", "a b", "a\n", "ä", "a.b"})
    void isOfNoTenantOfAnotherForm(String name) {
        assertThat(Caller.isTenant(name)).isFalse();
        assertThat(Caller.isTenant("a".repeat(64))).isFalse();
        assertThat(Caller.isTenant("a-1")).isTrue();
    }

    @Test
    void isTheBootstrapOnlyByItsOwnName() {
        assertThat(new Caller("jwt:bootstrap", "default", Role.ADMIN).servesEveryTenant())
                .isFalse();
        assertThat(Caller.BOOTSTRAP.servesEveryTenant()).isTrue();
    }
}
