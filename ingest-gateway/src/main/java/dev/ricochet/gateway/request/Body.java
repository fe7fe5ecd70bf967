package dev.ricochet.gateway.request;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a body's parameters by the content type that came with it. */
public final class Body {
    private Body() {}

    /** What became of a body. */
    public sealed interface Reading permits Read, UnknownType, Malformed {}

    /** All that could be read is among the parameters. */
    public record Read() implements Reading {}

    /** A content type that is not taken. */
    public record UnknownType(@Nullable String contentType) implements Reading {}

    /** Not what its content type says; the detail never quotes the body. */
    public record Malformed(String detail) implements Reading {}

    private static final Reading READ = new Read();

    /** Adds the body's parameters to those of the query. A body of no bytes has none, whatever its type. */
    public static Reading read(byte[] body, @Nullable String contentType, Parameters into) {
        if (body.length == 0) {
            return READ;
        }
        String type = mediaType(contentType);
        if (type.equals("application/x-www-form-urlencoded")) {
            FormText.read(new String(body, StandardCharsets.ISO_8859_1), into);
            return READ;
        }
        if (type.equals("application/json")) {
            String fault = JsonObjectText.read(body, into);
            return fault == null ? READ : new Malformed(fault);
        }
        return new UnknownType(contentType);
    }

    /** Adds one JSON object's members; tells what is wrong with it, or null. */
    public static @Nullable String readJson(byte[] text, Parameters into) {
        return JsonObjectText.read(text, into);
    }

    /** Gives the members of each object of a JSON array, at most that many; tells what is wrong with the array, or null. */
    public static @Nullable String readJsonArray(byte[] text, int most, Consumer<Parameters> each) {
        return JsonObjectText.readArray(text, most, each);
    }

    /** The content type without its parameters, in lower case; empty where none came. */
    public static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
