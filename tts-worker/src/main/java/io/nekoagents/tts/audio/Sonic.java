package io.nekoagents.tts.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** libsonic, which stretches speech by whole periods of the voice. Loaded when it is first needed. */
@SuppressWarnings("restricted") // C functions are what this is for
final class Sonic {

    private static final String LIBRARY = "libsonic.so.0";
    private static final int CHUNK = 4_096;

    private static @Nullable Sonic instance;

    private final SymbolLookup library;
    private final MethodHandle create;
    private final MethodHandle destroy;
    private final MethodHandle setSpeed;
    private final MethodHandle setPitch;
    private final MethodHandle write;
    private final MethodHandle flush;
    private final MethodHandle read;

    private Sonic(SymbolLookup library) throws AudioException {
        this.library = library;
        this.create = function("sonicCreateStream", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT));
        this.destroy = function("sonicDestroyStream", FunctionDescriptor.ofVoid(ADDRESS));
        this.setSpeed = function("sonicSetSpeed", FunctionDescriptor.ofVoid(ADDRESS, JAVA_FLOAT));
        this.setPitch = function("sonicSetPitch", FunctionDescriptor.ofVoid(ADDRESS, JAVA_FLOAT));
        this.write = function("sonicWriteFloatToStream", integer(ADDRESS, ADDRESS, JAVA_INT));
        this.flush = function("sonicFlushStream", integer(ADDRESS));
        this.read = function("sonicReadFloatFromStream", integer(ADDRESS, ADDRESS, JAVA_INT));
    }

    static synchronized Sonic loaded() throws AudioException {
        Sonic known = instance;
        if (known != null) {
            return known;
        }
        Sonic loaded = new Sonic(library(LIBRARY));
        instance = loaded;
        return loaded;
    }

    static SymbolLookup library(String name) throws AudioException {
        try {
            return SymbolLookup.libraryLookup(name, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new AudioException(
                    "stretch_unavailable",
                    "Speed and pitch need the library " + name + ": install the package libsonic0",
                    e);
        }
    }

    private static FunctionDescriptor integer(MemoryLayout... arguments) {
        return FunctionDescriptor.of(JAVA_INT, arguments);
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) throws AudioException {
        MemorySegment address = library.find(name)
                .orElseThrow(
                        () -> new AudioException("stretch_unavailable", LIBRARY + " has no function " + name, null));
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }

    /** @param pitch factor */
    Sound stretch(Sound sound, float speed, float pitch) throws AudioException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stream = (MemorySegment) create.invokeExact(sound.rate(), 1);
            if (stream.address() == 0) {
                throw full(null);
            }
            try {
                setSpeed.invokeExact(stream, speed);
                setPitch.invokeExact(stream, pitch);
                return new Sound(through(stream, sound, speed, arena), sound.rate());
            } finally {
                destroy.invokeExact(stream);
            }
        } catch (AudioException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // a method handle declares it; a C function cannot throw it
            throw full(e);
        }
    }

    private float[] through(MemorySegment stream, Sound sound, float speed, Arena arena) throws Throwable {
        float[] in = sound.samples();
        MemorySegment buffer = arena.allocate(JAVA_FLOAT, CHUNK);
        float[] out = new float[(int) (in.length / speed * 1.1f) + CHUNK];
        int length = 0;
        for (int from = 0; from <= in.length; from += CHUNK) {
            int count = Math.min(CHUNK, in.length - from);
            MemorySegment.copy(in, from, buffer, JAVA_FLOAT, 0, count);
            int kept = (int) write.invokeExact(stream, buffer, count);
            if (kept == 0 || (from + CHUNK > in.length && (int) flush.invokeExact(stream) == 0)) {
                throw full(null);
            }
            for (int got = read(stream, buffer); got > 0; got = read(stream, buffer)) {
                out = length + got <= out.length ? out : Arrays.copyOf(out, 2 * out.length);
                MemorySegment.copy(buffer, JAVA_FLOAT, 0, out, length, got);
                length += got;
            }
        }
        return Arrays.copyOf(out, length);
    }

    private int read(MemorySegment stream, MemorySegment buffer) throws Throwable {
        return (int) read.invokeExact(stream, buffer, CHUNK);
    }

    private static AudioException full(@Nullable Throwable cause) {
        return new AudioException("stretch_unavailable", LIBRARY + " got no memory", cause);
    }
}
