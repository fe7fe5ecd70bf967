package dev.ricochet.kit.api;

import org.jspecify.annotations.Nullable;

/**
 * How many items a page may have, from the parameter {@code limit}.
 *
 * @param refusal where the parameter is wrong, else null
 */
public record Limit(int value, @Nullable Answer refusal) {

    public static Limit of(Call call, int usual, int most) {
        String text = call.parameter("limit");
        if (text == null) {
            return new Limit(usual, null);
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return new Limit(value, null);
            }
        } catch (NumberFormatException notNumber) {
            return new Limit(usual, refusal(text, most));
        }
        return new Limit(usual, refusal(text, most));
    }

    private static Answer refusal(String text, int most) {
        return Answer.badParameter("limit", text, "a whole number from 1 to " + most);
    }
}
