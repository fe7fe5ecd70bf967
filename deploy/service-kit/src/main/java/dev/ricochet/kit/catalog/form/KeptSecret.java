package dev.ricochet.kit.catalog.form;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands for secrets that are in the catalog already: {@code <kept>} for the only one, {@code <kept:1>} and
 * {@code <kept:2>} for the first and the second of several, so that a list which drops or adds one says which stay.
 */
final class KeptSecret {
    /** The only one. */
    static final String ONLY = "<kept>";

    private static final Pattern FORM = Pattern.compile("<kept(?::(\\d{0,3}))?>");

    private KeptSecret() {}

    /** What is printed for the secret at an index. */
    static String name(int index, int count) {
        return count == 1 ? ONLY : "<kept:" + (index + 1) + ">";
    }

    /** Whether a text stands for a secret, and is none. */
    static boolean isName(String text) {
        return FORM.matcher(text).matches();
    }

    /** The secret that is meant; null where there is none such, or it could be one or the other. */
    static @Nullable String find(String name, List<String> present) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            return null;
        }
        if (form.group(1) == null) {
            return present.size() == 1 ? present.get(0) : null;
        }
        int number = form.group(1).isEmpty() ? 0 : Integer.parseInt(form.group(1));
        return number >= 1 && number <= present.size() ? present.get(number - 1) : null;
    }

    /** What to write instead of a name under which nothing is found. */
    static String expected(List<String> present) {
        return switch (present.size()) {
            case 0 -> "the secret itself, because the catalog has none yet to keep";
            case 1 -> "the secret itself, or <kept> for the one that is there";
            default -> "the secret itself, or <kept:1> to <kept:" + present.size() + ">: which of those that are there";
        };
    }
}
