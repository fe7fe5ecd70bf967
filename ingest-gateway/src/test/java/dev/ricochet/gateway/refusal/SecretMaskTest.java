package dev.ricochet.gateway.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private final SecretMask mask = new SecretMask(Set.of("token"));

    @Test
    void shouldMaskTheValueUnderASecretName() {
        assertThat(mask.form("a=1&token=s3cret&b=2")).isEqualTo("a=1&token=***&b=2");
        assertThat(mask.form("TOKEN=s3cret")).isEqualTo("TOKEN=***");
        assertThat(mask.form("tok%65n=s3cret")).isEqualTo("tok%65n=***");
        assertThat(mask.form("token=s3=cret=")).isEqualTo("token=***");
    }

    @Test
    void shouldLeaveTheRestAsItWasSent() {
        String query = "a=%zz&&b&=c&tokens=1&my_token=2";
        assertThat(mask.form(query)).isEqualTo(query);
    }

    @Test
    void shouldMaskMembersOfJsonHoweverTheyAreWritten() {
        assertThat(mask.body("{\"token\" : \"s3\\\"cret\", \"a\": 1}")).isEqualTo("{\"token\" : \"***\", \"a\": 1}");
        assertThat(mask.body("{\"t\\u006fken\":\"s3cret\"}")).doesNotContain("s3cret");
        assertThat(mask.body("{\"token\":12345}")).doesNotContain("12345");
        assertThat(mask.body("{\"a\":1,\"token\":\"s3cre")).doesNotContain("s3cre");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token\": [\"first\", \"s3cret\" ]}",
                "{\"token\": [ \"first\" \"s3cret\" ]}",
                "{\"token\" : \"first\" : \"s3cret\"}",
                "{\"token\": \"first\" \"s3cret\" ]}",
                "{\"token\": {\"a\": \"b\", \"c\": \"s3cret\"}}",
                "{\"token\": \"first\", s3cret}",
                "{\"token\": \"s3cret",
                "{\"a\": \"5\" tv\", \"token\": \"s3cret\"}",
                "{\"a\": \"{\\\"token\\\": \\\"s3cret\\\"}\"}"
            })
    void shouldMaskWhateverStandsBehindASecretNameInWhatIsNoJson(String body) {
        assertThat(mask.body(body)).doesNotContain("s3cret");
    }

    @Test
    void shouldLeaveTheMembersBehindASecret() {
        assertThat(mask.body("{\"token\": [\"a\", {\"b\": 1}], \"order_id\": \"o-1\"}"))
                .isEqualTo("{\"token\": \"***\", \"order_id\": \"o-1\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\\\"",
                "\"a\":",
                "\"token\":",
                "\"token\":\"",
                ",\"",
                "{",
                "[\"token\":",
                " ",
                "&",
                "=",
                "token=&",
                "%"
            })
    void shouldLookAtEachCharacterAFewTimesOnlyWhateverAStrangerSends(String part) {
        CountedText text = new CountedText(part.repeat(4_096));
        mask.body(text);
        assertThat(text.looks).isLessThan(12L * text.length());
    }

    /** Counts how often anybody looks at one of its characters. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private long looks;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            looks += end - start;
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void shouldMaskAKnownSecretWhereverItStands() {
        assertThat(SecretMask.literal("note=my s3cret is out", "s3cret")).isEqualTo("note=my *** is out");
    }

    @Property
    void shouldNeverShowATokenInAQuery(
            @ForAll String before,
            @ForAll @AlphaChars @NumericChars @StringLength(min = 8, max = 40) String token,
            @ForAll String after) {
        String query = URLEncoder.encode(before, StandardCharsets.UTF_8) + "=1&token=" + token + "&x="
                + URLEncoder.encode(after, StandardCharsets.UTF_8);
        assertThat(mask.form(query)).doesNotContain("token=" + token).contains("token=***");
    }
}
