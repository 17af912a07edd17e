package io.nekoagents.local.cli;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/** The process's standard output, below what Java calls by that name. */
final class StandardOutput {

    private static final int OUTPUT = 1;
    private static final int WRITE_ONLY = 1;

    private StandardOutput() {}

    /**
     * Ends it for whoever reads it: what comes last stays last. The media library prints two lines as it is unloaded, about a
     * thread of its own that it can no longer make known to Java; they mean nothing.
     */
    static void end() {
        System.out.flush();
        try (Arena arena = Arena.ofConfined()) {
            int nowhere =
                    (int) function("open", ADDRESS, JAVA_INT).invokeExact(arena.allocateFrom("/dev/null"), WRITE_ONLY);
            int _ = (int) function("dup2", JAVA_INT, JAVA_INT).invokeExact(nowhere, OUTPUT);
        } catch (Throwable e) { // a method handle declares it; a C function cannot throw it
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("restricted") // C functions are what this is for
    private static MethodHandle function(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(JAVA_INT, arguments));
    }
}
