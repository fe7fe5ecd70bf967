package dev.ricochet.gateway.visitor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Locale;

/**
 * Whether a user agent names itself a machine. By words and not by a list of a thousand names: what crawls, previews,
 * monitors or fetches says so in nearly every case, also if it is new. Whoever hides is not found here.
 *
 * <p>A few thousand user agents make up almost all traffic, so the answer is remembered by the text.
 */
final class KnownBots {
    private static final int REMEMBERED = 10_000;

    /** Anywhere in the text. */
    private static final String[] WORDS = {
        "bot/",
        "bot;",
        "bot)",
        "bot ",
        "bot-",
        "+http",
        "crawl",
        "spider",
        "slurp",
        "scrap",
        "archiver",
        "facebookexternalhit",
        "facebookcatalog",
        "meta-external",
        "whatsapp/",
        "telegrambot",
        "skypeuripreview",
        "slack-img",
        "embedly",
        "pinterest/0.",
        "vkshare",
        "bingpreview",
        "google-read-aloud",
        "google-inspectiontool",
        "googleother",
        "mediapartners-google",
        "adsbot",
        "apis-google",
        "feedfetcher",
        "google favicon",
        "chrome-lighthouse",
        "lighthouse",
        "pingdom",
        "uptimerobot",
        "statuscake",
        "monitor",
        "headlesschrome",
        "phantomjs",
        "puppeteer",
        "playwright",
        "selenium",
        "validator",
        "preview",
        "fetcher",
        "scanner",
        "nmap",
        "gptbot",
        "chatgpt-user",
        "claude-web",
        "perplexity-user",
        "ia_archiver",
        "yandex.com/bots"
    };

    /** At the beginning: programs and libraries that fetch pages. */
    private static final String[] BEGINNINGS = {
        "curl/", "wget/", "python-", "python/", "aiohttp/", "httpx/", "go-http-client", "java/", "java-http-client",
        "apache-httpclient", "okhttp", "libwww-perl", "ruby", "php/", "guzzlehttp", "axios/", "node-fetch", "undici",
        "got ", "postmanruntime", "insomnia/", "scrapy", "httpie/", "reactor-netty", "vert.x-webclient", "dart/"
    };

    /** A maker of telephones, whose name ends as a bot's does. */
    private static final String TELEPHONES = "cubot";

    private final Cache<String, Boolean> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    boolean isBot(String userAgent) {
        return known.get(userAgent, KnownBots::look);
    }

    private static boolean look(String userAgent) {
        String text = userAgent.toLowerCase(Locale.ROOT).replace(TELEPHONES, "");
        for (String beginning : BEGINNINGS) {
            if (text.startsWith(beginning)) {
                return true;
            }
        }
        for (String word : WORDS) {
            if (text.contains(word)) {
                return true;
            }
        }
        return text.endsWith("bot");
    }
}
