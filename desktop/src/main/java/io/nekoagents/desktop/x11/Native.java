package io.nekoagents.desktop.x11;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Finds C functions of one shared library. */
@SuppressWarnings("restricted") // C functions are what this is for
final class Native {

    private final SymbolLookup library;
    private final String name;

    private Native(SymbolLookup library, String name) {
        this.library = library;
        this.name = name;
    }

    /** @throws DisplayException if the library is not installed */
    static Native library(String name) {
        try {
            return new Native(SymbolLookup.libraryLookup(name, Arena.global()), name);
        } catch (IllegalArgumentException e) {
            throw new DisplayException("The library " + name + " is not installed", e);
        }
    }

    /** Functions of the C library itself. */
    static Native c() {
        return new Native(Linker.nativeLinker().defaultLookup(), "libc");
    }

    MethodHandle function(String function, MemoryLayout result, MemoryLayout... arguments) {
        return bind(function, FunctionDescriptor.of(result, arguments));
    }

    MethodHandle procedure(String function, MemoryLayout... arguments) {
        return bind(function, FunctionDescriptor.ofVoid(arguments));
    }

    private MethodHandle bind(String function, FunctionDescriptor descriptor) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.find(function)
                                .orElseThrow(() -> new DisplayException(name + " has no function " + function)),
                        descriptor);
    }

    /** A call whose C function throws nothing. */
    @FunctionalInterface
    interface Call<T> {
        T call() throws Throwable;
    }

    static <T> T call(Call<T> call) {
        try {
            return call.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // a method handle declares it; a C function cannot throw it
            throw new DisplayException("A call of X failed", e);
        }
    }
}
