package dev.ricochet.local.stack;

/** Topics or schemas are not as the code declares them; the message is for the person who has to mend it. */
public final class ContractUnmet extends RuntimeException {

    public ContractUnmet(String message) {
        super(message);
    }
}
