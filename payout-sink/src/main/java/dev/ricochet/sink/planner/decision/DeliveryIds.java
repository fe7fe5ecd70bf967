package dev.ricochet.sink.planner.decision;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.ricochet.schemas.event.Conversion;
import java.util.UUID;

/** Names deliveries so that a replay, a retry and a repeated offer all carry the same {@code webhook-id}. */
public final class DeliveryIds {

    private static final UUID NAMESPACE = UuidCreator.getNameBasedSha1("delivery.ricochet.dev");

    private DeliveryIds() {}

    /** UUID version 5 over what makes a delivery unique: the conversion, its version, the endpoint. */
    public static String of(Conversion conversion, String endpointId) {
        String name = conversion.getConversionId() + "|" + conversion.getVersion() + "|" + endpointId;
        return UuidCreator.getNameBasedSha1(NAMESPACE, name).toString();
    }
}
