package dev.ricochet.local.demo.traffic;

import dev.ricochet.schemas.reason.Refusal;
import java.time.Duration;
import java.util.Map;

/** One thing that a visitor or an advertiser does. */
public sealed interface Step {

    /** Clicks through the gateway and keeps the click id of the redirect. */
    record Click() implements Step {}

    /** Clicks where the gateway lets nobody through. */
    record RefusedClick(String offerId, String affiliateId, Refusal refusal) implements Step {}

    /** Takes a click id of this age, signed with the network's keys, of which no click is known yet. */
    record Mint(Duration age) implements Step {}

    /** Makes the click of the minted id known by writing it to the clicks topic, as a server-to-server source does. */
    record PublishClick() implements Step {}

    /** Changes one character of the click id. */
    record Forge() implements Step {}

    /** Lets time pass. */
    record Pause(Duration time) implements Step {}

    /**
     * The advertiser reports.
     *
     * @param fields parameters beside token and click_id; a token among them replaces the right one
     * @param naming whether the click id is sent
     */
    record Report(Map<String, String> fields, boolean naming, Expected expected) implements Step {}
}
