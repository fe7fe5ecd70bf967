package dev.ricochet.gateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests that begin as good ones and are then spoiled, a little or a lot. The same seed gives the same requests. */
final class RequestGenerator {
    private static final String[] METHODS = {
        "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"
    };
    private static final String[] PATHS = {
        "/p/acme",
        "/p/acme",
        "/p/acme",
        "/p/acme.gif",
        "/p/nobody",
        "/c/shoes",
        "/c/shoes",
        "/c/none",
        "/c/",
        "/p/",
        "/",
        "/api/v1/clicks",
        "/api/v1/postbacks:batch",
        "/api/v1/receipts/x",
        "/p/acme/x",
        "//",
        "/p/%41cme",
        "/c/%zz",
        "/p/a%00b"
    };
    private static final String[] NAMES = {
        "token",
        "click_id",
        "order_id",
        "goal",
        "status",
        "sale_amount",
        "currency",
        "payout",
        "revenue",
        "coupon_code",
        "customer_id",
        "occurred_at",
        "test",
        "aff",
        "sub1",
        "sub10",
        "source",
        "advertiser",
        "x",
        "",
        "Token",
        "toString"
    };
    private static final String[] VALUES = {
        "s3cret",
        "o-1",
        "sale",
        "approved",
        "reversed",
        "59.90",
        "USD",
        "EUR",
        "JPY",
        "aff-1",
        "1",
        "-1",
        "1e9",
        "NaN",
        "0.0000001",
        "99999999999999999999",
        "{click_id}",
        "%7Bpayout%7D",
        "${x}",
        "2026-11-22T10:00:00Z",
        "1763800000",
        "9999999999999999",
        "%",
        "%2",
        "%C3%28",
        "%00",
        "%0d%0aSet-Cookie:a=b",
        "a b",
        "a+b",
        "\u00e4",
        "..",
        "../../etc",
        "<script>",
        "' or 1=1",
        "",
        "null",
        "true"
    };
    private static final String[] CLICK_FIELDS = {
        "affiliate_id",
        "offer_id",
        "sub1",
        "sub10",
        "source",
        "ip",
        "user_agent",
        "referrer",
        "language",
        "country",
        "kind",
        "clicked_at",
        "x"
    };
    private static final String[] CELLS = {"", "a", "5\" tv", "\"a\"", "\"a,b\"", "\"a\nb\"", "\"\"\"\"", "\"", " "};
    private static final String[] SPOILERS = {"\"", "\\", "{", "}", "[", ",", "\n", "\r", "\0", "\u00ff", "0"};
    private static final String[] TYPES = {
        "application/x-www-form-urlencoded", "application/json", "application/json; charset=utf-8", "text/plain",
                "text/csv",
        "application/x-ndjson", "multipart/form-data; boundary=x", "", ";;;", "application/JSON"
    };
    private static final String[] HEADERS = {
        "X-Ricochet-Token: s3cret",
        "Authorization: Bearer s3cret",
        "Authorization: Bearer",
        "X-Forwarded-For: 1.2.3.4, , x",
        "X-Forwarded-For: [::1]:80",
        "Forwarded: for=\"[2001:db8::1]:99\";proto=https",
        "Forwarded: for=;;,=",
        "User-Agent: ",
        "User-Agent: Googlebot/2.1",
        "Referer: https://a.example/?q=%zz",
        "Accept-Language: de,en;q=0.1",
        "Purpose: prefetch",
        "traceparent: 00-x",
        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "Cookie: a=b",
        "X-Ricochet-Timestamp: 1",
        "X-Ricochet-Signature: v1=00",
        "Idempotency-Key: k",
        "Expect: 100-continue",
        "Accept-Encoding: gzip",
        "Range: bytes=0-1",
        "Origin: null",
        "X-Bytes: \u00ff\u00fe"
    };

    private final Random random;
    private long orders;

    RequestGenerator(long seed) {
        random = new Random(seed);
    }

    GeneratedRequest next() {
        return switch (random.nextInt(12)) {
            case 0 -> clickReport();
            case 1 -> batch();
            default -> anywhere();
        };
    }

    /** By an affiliate that may report, of clicks that are mostly good. */
    private GeneratedRequest clickReport() {
        List<String> items = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            items.add(clickItem());
        }
        boolean lines = random.nextBoolean();
        String body = lines
                ? String.join("\n", items)
                : items.size() == 1 ? items.get(0) : "[" + String.join(",", items) + "]";
        return post("/api/v1/clicks", lines ? "application/x-ndjson" : "application/json", "aff-secret", spoiled(body));
    }

    private String clickItem() {
        StringBuilder item = new StringBuilder("{\"offer_id\":\"shoes\",\"affiliate_id\":\"aff-1\"");
        for (int i = random.nextInt(3); i > 0; i--) {
            item.append(",\"")
                    .append(any(CLICK_FIELDS))
                    .append("\":\"")
                    .append(jsonValue())
                    .append('"');
        }
        return item.append('}').toString();
    }

    /** By an advertiser that is let in, of rows that are mostly good. */
    private GeneratedRequest batch() {
        boolean csv = random.nextBoolean();
        StringBuilder body = new StringBuilder(csv ? "order_id,sale_amount,note\n" : "");
        for (int i = random.nextInt(20); i > 0; i--) {
            String order = "b-" + random.nextInt(1 << 20) + "-" + orders++;
            body.append(
                    csv
                            ? order + "," + (random.nextBoolean() ? "1.50" : "") + "," + any(CELLS) + "\n"
                            : "{\"order_id\":\"" + order + "\",\"" + any(NAMES) + "\":\"" + jsonValue() + "\"}\n");
        }
        String key = "Idempotency-Key: k-" + orders + "\r\n";
        return post(
                "/api/v1/postbacks:batch?advertiser=acme",
                (csv ? "text/csv" : "application/x-ndjson") + "\r\n" + key.strip(),
                "s3cret",
                spoiled(body.toString()));
    }

    private GeneratedRequest post(String target, String contentType, String token, String body) {
        String head = "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Ricochet-Token: " + token
                + "\r\nContent-Type: " + contentType;
        return random.nextBoolean()
                ? new GeneratedRequest(head + "\r\nContent-Length: " + body.length() + "\r\n\r\n", body, true)
                : new GeneratedRequest(head + "\r\nTransfer-Encoding: chunked\r\n\r\n", chunked(body), true);
    }

    private String chunked(String body) {
        StringBuilder chunks = new StringBuilder();
        for (int from = 0; from < body.length(); ) {
            int to = Math.min(body.length(), from + 1 + random.nextInt(200));
            chunks.append(Integer.toHexString(to - from))
                    .append("\r\n")
                    .append(body, from, to)
                    .append("\r\n");
            from = to;
        }
        return chunks.append("0\r\n\r\n").toString();
    }

    /** One in four with some bytes changed or left out. */
    private String spoiled(String text) {
        StringBuilder body =
                new StringBuilder(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        if (random.nextInt(4) == 0) {
            for (int i = random.nextInt(4); i > 0 && !body.isEmpty(); i--) {
                int at = random.nextInt(body.length());
                if (random.nextBoolean()) {
                    body.deleteCharAt(at);
                } else {
                    body.setCharAt(at, any(SPOILERS).charAt(0));
                }
            }
        }
        return body.toString();
    }

    private String jsonValue() {
        return any(VALUES).replace("\"", "");
    }

    private GeneratedRequest anywhere() {
        String method = any(METHODS);
        String query = query();
        String body = method.equals("POST") || random.nextInt(20) == 0 ? body() : "";
        StringBuilder head = new StringBuilder(method).append(' ').append(any(PATHS));
        if (random.nextInt(10) > 0) {
            head.append('?').append(inRequestLine(query));
        }
        head.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            String header = any(HEADERS);
            if (!header.startsWith("Expect") || body.isEmpty()) {
                head.append(header).append("\r\n");
            }
        }
        if (!body.isEmpty()) {
            head.append("Content-Type: ").append(any(TYPES)).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
        return new GeneratedRequest(head.toString(), body, !method.equals("HEAD"));
    }

    /** Half of them such as an advertiser would send. */
    private String query() {
        List<String> pairs = new ArrayList<>();
        if (random.nextBoolean()) {
            pairs.add("token=s3cret");
            pairs.add("order_id=o-" + random.nextInt(1 << 20) + "-" + orders++);
            pairs.add("goal=sale");
            pairs.add("aff=aff-1");
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            pairs.add(any(NAMES) + "=" + value());
        }
        if (random.nextInt(200) == 0) {
            for (int i = 0; i < 200; i++) {
                pairs.add("p" + i + "=" + i);
            }
        }
        return String.join(random.nextInt(50) == 0 ? "&&" : "&", pairs);
    }

    private String value() {
        return switch (random.nextInt(12)) {
            case 0 -> noise(random.nextInt(40));
            case 1 -> "v".repeat(random.nextInt(3_000));
            default -> any(VALUES);
        };
    }

    private String body() {
        String text = switch (random.nextInt(8)) {
            case 0 -> "{\"order_id\": \"o-" + orders++ + "\", \"goal\": \"sale\", \"sale_amount\": " + value() + "}";
            case 1 -> "{\"token\": \"s3cret\", \"order_id\": \"o-" + orders++ + "\", \"sale_amount\": 12.50}";
            case 2 -> "[".repeat(random.nextInt(200));
            case 3 -> "{\"a\": {\"b\": [1, 2, " + value() + "]}}";
            case 4 -> random.nextInt(50) == 0 ? any(SPOILERS).repeat(60_000) : noise(random.nextInt(300));
            case 5 -> "order_id,sale_amount\no-1,1.00\n\"o-2,\n" + value();
            case 6 -> "{\"order_id\": \"o-1\"}\n{\"order_id\":\n" + value() + "\n";
            default -> query();
        };
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Any bytes at all. */
    private String noise(int length) {
        StringBuilder noise = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            noise.append((char) random.nextInt(256));
        }
        return noise.toString();
    }

    /** A space or line break would end the request line; that is no request any more, and has tests of its own. */
    private static String inRequestLine(String query) {
        StringBuilder line = new StringBuilder(query.length());
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            line.append(c <= ' ' || c == 0x7f ? '_' : c);
        }
        return line.toString();
    }

    private String any(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
