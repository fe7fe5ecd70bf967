package dev.ricochet.local.cli;

import dev.ricochet.local.stack.StackRecord;
import java.io.PrintWriter;

/** A running stack as a table for people. */
final class StackTable {

    private static final String ROW = "  %-22s %-9s %-9s %s%n";

    private StackTable() {}

    static void print(StackRecord stack, PrintWriter out) {
        out.println();
        out.printf(ROW, "PART", "PID", "STATE", "ADDRESS");
        for (StackRecord.Part part : stack.processes()) {
            PartState state = PartState.of(part);
            out.printf(ROW, part.name(), part.process().pid(), state.word(), part.address() + state.detailInBrackets());
        }
        out.println();
        out.println("  clicks and postbacks   " + stack.gatewayUrl());
        out.println("  Kafka                  " + stack.bootstrapServers());
        out.println("  schema registry        " + stack.registryUrl());
        out.flush();
    }
}
