package dev.ricochet.sink.request;

import dev.ricochet.sink.request.TextTemplate.LiteralCheck;
import java.util.ArrayList;
import java.util.List;

/** The query of a URL, parameter by parameter, so that what is shown to people can leave out what looks like a secret. */
record QueryTemplate(List<Parameter> parameters) {

    QueryTemplate {
        parameters = List.copyOf(parameters);
    }

    /**
     * One of them.
     *
     * @param secret a constant under a name that secrets have; a macro's value is the conversion's and no secret
     */
    record Parameter(String name, TextTemplate text, boolean secret) {}

    static QueryTemplate parse(String query, LiteralCheck literals) throws BadUrlException {
        List<Parameter> parameters = new ArrayList<>();
        for (String one : split(query)) {
            TextTemplate text = TextTemplate.parse(one, literals);
            int equals = one.indexOf('=');
            String name = equals < 0 ? one : one.substring(0, equals);
            parameters.add(new Parameter(name, text, equals >= 0 && text.constant() && SecretNames.match(name)));
        }
        return new QueryTemplate(parameters);
    }

    String fill(Macros macros) {
        StringBuilder filled = new StringBuilder();
        for (Parameter parameter : parameters) {
            and(filled).append(parameter.text.fill(macros, PercentEncoding::inQuery));
        }
        return filled.toString();
    }

    String shown(Macros macros) {
        StringBuilder filled = new StringBuilder();
        for (Parameter parameter : parameters) {
            and(filled)
                    .append(
                            parameter.secret
                                    ? parameter.name + "=***"
                                    : parameter.text.fill(macros, PercentEncoding::inQuery));
        }
        return filled.toString();
    }

    private static StringBuilder and(StringBuilder filled) {
        return filled.isEmpty() ? filled : filled.append('&');
    }

    /** At every {@code &} that stands outside braces: a macro's default may hold one. */
    private static List<String> split(String query) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        boolean inside = false;
        for (int at = 0; at < query.length(); at++) {
            char character = query.charAt(at);
            inside = character == '{' || (inside && character != '}');
            if (character == '&' && !inside) {
                parts.add(query.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(query.substring(from));
        return parts;
    }
}
