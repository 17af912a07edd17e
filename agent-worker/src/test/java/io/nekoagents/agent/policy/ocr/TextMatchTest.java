package io.nekoagents.agent.policy.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextMatchTest {

    @ParameterizedTest
    @CsvSource({
        "Sign in, Signin",
        "Sign in, SIGN IN",
        "Delivery, Delivery.",
        "Email address, Emai1 address",
        "OK, 0K",
        "Café, Cafe",
        "Create account, Create acc0unt",
        "+, +",
        "›, ›",
    })
    void forgivesWhatReadingGetsWrong(String wanted, String read) {
        assertThat(TextMatch.find(wanted, read)).hasValueSatisfying(match -> {
            assertThat(match.score()).isGreaterThan(0.7);
            assertThat(match.from()).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Sign in, Sign out",
        "Yes, No",
        "Paragraph 3, Paragraph 23",
        "Paragraph 2, Paragraph 23",
        "Page 3, Page 8",
        "Order 4711, Order 4712",
        "Room 10, Room 1",
        "Total, Article",
        "12.50, 37.40",
        "Save, Delete",
        "+, A"
    })
    void doesNotTakeOneTextForAnother(String wanted, String read) {
        assertThat(TextMatch.find(wanted, read).filter(match -> match.score() > 0.62))
                .isEmpty();
    }

    @Test
    void prefersTheWholeTextToAPartAndAWordToAPartOfOne() {
        double whole = score("Cart", "Cart");
        double word = score("Cart", "Your cart is empty");
        double part = score("Cart", "Cartography");

        assertThat(whole).isEqualTo(1).isGreaterThan(word);
        assertThat(word).isGreaterThan(part);
    }

    @Test
    void saysWhereInTheTextItIs() {
        assertThat(TextMatch.find("Delivery", "Home Delivery Contact")).hasValueSatisfying(match -> {
            assertThat(match.from()).isEqualTo(5);
            assertThat(match.to()).isEqualTo(13);
        });
        assertThat(TextMatch.find("Delivery", "HomeDe1iveryContact")).hasValueSatisfying(match -> {
            assertThat(match.from()).isEqualTo(4);
            assertThat(match.to()).isEqualTo(12);
        });
    }

    private static double score(String wanted, String text) {
        return TextMatch.find(wanted, text).orElseThrow().score();
    }
}
