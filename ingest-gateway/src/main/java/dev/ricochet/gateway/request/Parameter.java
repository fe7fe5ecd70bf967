package dev.ricochet.gateway.request;

/**
 * One name with its value.
 *
 * @param readable false where the encoding was broken; the value is then the text as it was sent
 */
public record Parameter(String name, String value, boolean readable) {}
