package dev.ricochet.kit.catalog;

/**
 * What keeps those who change the catalog from undoing each other's work. A compacted topic cannot compare and set, but of all
 * producers with one transactional id only the newest can commit. So whoever changes the catalog opens a producer of this id,
 * reads the catalog to its end, decides by it, writes in one transaction and commits: if anybody else began meanwhile, the
 * commit fails, nothing is written, and it begins anew.
 */
public final class CatalogFence {
    /** The same for all who write catalog entries. */
    public static final String TRANSACTIONAL_ID = "ricochet-catalog-changes";

    private CatalogFence() {}
}
