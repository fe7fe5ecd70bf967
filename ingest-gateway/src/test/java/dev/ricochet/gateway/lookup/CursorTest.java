package dev.ricochet.gateway.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class CursorTest {

    @Property
    void shouldComeBackAsItWent(
            @ForAll @NotEmpty @Size(max = 12) Map<@IntRange(max = 99) Integer, @LongRange(min = 0) Long> below) {
        Cursor cursor = new Cursor(below);

        assertThat(Cursor.of(cursor.text())).isEqualTo(cursor);
    }

    @Property
    void shouldNeverThrowWhateverTheText(@ForAll String text) {
        Cursor cursor = Cursor.of(text);

        assertThat(cursor == null || cursor.below().values().stream().allMatch(offset -> offset >= 0))
                .isTrue();
    }
}
