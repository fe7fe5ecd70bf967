package dev.ricochet.sink.dispatcher;

import dev.ricochet.kit.kafka.KafkaConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dispatchers' share group. Two of its settings lie with the broker and have defaults that would be wrong here: it
 * must not read offers of aborted transactions, and must not skip what was offered before the first dispatcher came.
 * A dispatcher that finds them wrong sets them; where it may not, it says which command an administrator has to run.
 */
final class ShareGroup {

    static final String NAME = "ricochet-dispatcher";

    private static final Logger log = LoggerFactory.getLogger(ShareGroup.class);
    private static final ConfigResource RESOURCE = new ConfigResource(ConfigResource.Type.GROUP, NAME);
    private static final Map<String, String> WANTED =
            Map.of("share.isolation.level", "read_committed", "share.auto.offset.reset", "earliest");

    private ShareGroup() {}

    /**
     * Checks them, and writes them where they are wrong.
     *
     * @throws IllegalStateException when the settings are wrong and cannot be set; the message names the command
     */
    static void ensureSettings(KafkaConnection kafka) throws InterruptedException {
        try (Admin admin = Admin.create(kafka.base(NAME + "-check"))) {
            Config found = admin.describeConfigs(List.of(RESOURCE)).all().get().get(RESOURCE);
            List<AlterConfigOp> changes = WANTED.entrySet().stream()
                    .filter(wanted -> !wanted.getValue().equals(valueOf(found, wanted.getKey())))
                    .map(wanted -> new AlterConfigOp(
                            new ConfigEntry(wanted.getKey(), wanted.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            if (!changes.isEmpty()) {
                Map<ConfigResource, Collection<AlterConfigOp>> request = Map.of(RESOURCE, changes);
                admin.incrementalAlterConfigs(request).all().get();
                log.atInfo()
                        .addKeyValue("group", NAME)
                        .addKeyValue("settings", WANTED)
                        .log("Share group settings written");
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the share group's settings could not be checked or written; an administrator can do it: "
                            + "kafka-configs.sh --alter --entity-type groups --entity-name " + NAME
                            + " --add-config share.isolation.level=read_committed,share.auto.offset.reset=earliest",
                    e);
        }
    }

    private static String valueOf(@Nullable Config config, String key) {
        ConfigEntry entry = config == null ? null : config.get(key);
        return entry == null || entry.value() == null ? "" : entry.value();
    }
}
