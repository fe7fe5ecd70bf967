package dev.ricochet.sink.request;

import dev.ricochet.kit.catalog.EndpointMacro;
import java.util.ArrayList;
import java.util.List;

/** A text with macros in braces, taken apart once and filled often. */
record TextTemplate(List<Piece> pieces) {

    TextTemplate {
        pieces = List.copyOf(pieces);
    }

    /** A stretch of the template. */
    sealed interface Piece {

        /** As it stands. */
        record Literal(String text) implements Piece {}

        /** A conversion's value, or what stands for it where there is none. */
        record Macro(EndpointMacro macro, String otherwise) implements Piece {}
    }

    /** Checks what stands outside macros. */
    interface LiteralCheck {
        void check(String text) throws BadUrlException;
    }

    static TextTemplate parse(String text, LiteralCheck literals) throws BadUrlException {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int brace = text.indexOf('{', at);
            String literal = text.substring(at, brace < 0 ? text.length() : brace);
            literals.check(literal);
            if (!literal.isEmpty()) {
                pieces.add(new Piece.Literal(literal));
            }
            at += literal.length();
            if (brace >= 0) {
                int end = text.indexOf('}', brace);
                if (end < 0) {
                    throw new BadUrlException("a macro is opened with { and not closed");
                }
                pieces.add(macro(text.substring(brace + 1, end)));
                at = end + 1;
            }
        }
        return new TextTemplate(pieces);
    }

    String fill(Macros macros, PercentEncoding encoding) {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Literal literal) {
                filled.append(literal.text);
            } else if (piece instanceof Piece.Macro macro) {
                String value = macros.value(macro.macro);
                filled.append(encoding.encode(value.isEmpty() ? macro.otherwise : value));
            }
        }
        return filled.toString();
    }

    /** Whether every conversion makes the same of it. */
    boolean constant() {
        return pieces.stream().allMatch(Piece.Literal.class::isInstance);
    }

    private static Piece macro(String text) throws BadUrlException {
        int colon = text.indexOf(EndpointMacro.BEFORE_DEFAULT);
        EndpointMacro macro = EndpointMacro.named(colon < 0 ? text : text.substring(0, colon));
        if (macro == null) {
            throw new BadUrlException("unknown macro {" + text + "}");
        }
        return new Piece.Macro(macro, colon < 0 ? "" : text.substring(colon + 1));
    }
}
