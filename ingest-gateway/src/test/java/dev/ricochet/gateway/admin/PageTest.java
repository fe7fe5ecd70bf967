package dev.ricochet.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PageTest {

    @Property
    void shouldShowEachEntryOnceInOrderWhateverThePageSize(
            @ForAll Set<@AlphaChars @StringLength(min = 1, max = 3) String> ids,
            @ForAll @IntRange(min = 1, max = 7) int limit) {
        TreeSet<String> all = new TreeSet<>(ids);
        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            Page<String> page = Page.of(all, Function.identity(), after, limit);
            seen.addAll(page.items());
            after = page.next();
        } while (after != null);

        assertThat(seen).containsExactlyElementsOf(all);
    }

    @Test
    void shouldGoOnWhereItWasAlthoughThatEntryIsGone() {
        assertThat(Page.of(List.of("a", "c", "d"), Function.identity(), "b", 1))
                .isEqualTo(new Page<>(List.of("c"), "c"));
    }

    @Test
    void shouldNotPromiseAPageThatIsEmpty() {
        assertThat(Page.of(List.of("a", "b"), Function.identity(), null, 2).next())
                .isNull();
    }
}
