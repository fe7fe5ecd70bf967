package dev.ricochet.gateway;

import dev.ricochet.gateway.admin.CatalogChanges;
import dev.ricochet.gateway.admin.CatalogRoutes;
import dev.ricochet.gateway.api.ApiRoute;
import dev.ricochet.gateway.api.ApiServer;
import dev.ricochet.gateway.api.OpenApiRoute;
import dev.ricochet.gateway.decision.DecideRoute;
import dev.ricochet.gateway.key.ApiKeys;
import dev.ricochet.gateway.lookup.ClickLookup;
import dev.ricochet.gateway.lookup.DecisionsRoute;
import dev.ricochet.gateway.lookup.ReceiptRoute;
import dev.ricochet.gateway.lookup.Receipts;
import dev.ricochet.gateway.lookup.RejectedRequestsRoute;
import dev.ricochet.gateway.lookup.TopicReads;
import dev.ricochet.gateway.postback.Safeguards;
import dev.ricochet.gateway.setup.DryRunRoute;
import dev.ricochet.gateway.setup.PostbackUrlRoute;
import dev.ricochet.gateway.setup.PublicUrl;
import dev.ricochet.gateway.setup.TrackingLinkRoute;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.service.ServiceRuntime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every route of the admin API, and what they are made of. */
final class ManagementApi {
    private ManagementApi() {}

    /** @param publicPort for the URLs that are handed over, where the settings name no other */
    static void open(
            GatewayConfig config,
            Supplier<Catalog> current,
            CatalogChanges changes,
            DecideRoute decide,
            TopicReads reads,
            Safeguards safeguards,
            int publicPort,
            ServiceRuntime runtime) {
        InstantSource clock = InstantSource.system();
        PublicUrl named = config.admin().publicUrl();
        PublicUrl base = named == null ? new PublicUrl("http://localhost:" + publicPort) : named;

        List<ApiRoute> routes = new ArrayList<>(new CatalogRoutes(current, changes, clock).all());
        routes.add(new PostbackUrlRoute(current, base).route());
        routes.add(new TrackingLinkRoute(current, base).route());
        routes.add(new DryRunRoute(
                        current,
                        safeguards,
                        new ClickLookup(reads),
                        clock,
                        config.front().mostBodyBytes())
                .route());
        routes.add(new ReceiptRoute(Receipts.forStaff(reads)).route());
        routes.add(new RejectedRequestsRoute(reads).route());
        routes.add(decide.route());
        routes.add(new DecisionsRoute(reads).route());
        routes.add(OpenApiRoute.route());
        ApiServer.mount(
                runtime.management().router(),
                routes,
                ApiKeys.follow(config.admin().keysFile(), runtime),
                safeguards.clients());
    }
}
