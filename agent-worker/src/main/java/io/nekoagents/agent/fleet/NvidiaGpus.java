package io.nekoagents.agent.fleet;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks NVIDIA's management library, which comes with the driver and is what {@code nvidia-smi} asks. */
@SuppressWarnings("restricted") // C functions are what this is for
final class NvidiaGpus implements Gpus {

    private static final Logger LOG = LoggerFactory.getLogger(NvidiaGpus.class);
    private static final String LIBRARY = "libnvidia-ml.so.1";
    private static final int SUCCESS = 0;
    private static final FunctionDescriptor WITH_ADDRESS = FunctionDescriptor.of(JAVA_INT, ADDRESS);

    private final MethodHandle utilizationRates;
    private final List<MemorySegment> devices;

    private NvidiaGpus(MethodHandle utilizationRates, List<MemorySegment> devices) {
        this.utilizationRates = utilizationRates;
        this.devices = List.copyOf(devices);
    }

    /** Empty where there is no driver or no GPU. The library stays loaded for the process's life. */
    static Optional<Gpus> find() {
        SymbolLookup library;
        try {
            library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        try {
            return open(library);
        } catch (IllegalStateException e) {
            LOG.atWarn().setCause(e).log("The GPUs of this machine cannot be asked");
            return Optional.empty();
        }
    }

    private static Optional<Gpus> open(SymbolLookup library) {
        if (call(function(library, "nvmlInit_v2", FunctionDescriptor.of(JAVA_INT))) != SUCCESS) {
            return Optional.empty();
        }
        MethodHandle handleByIndex =
                function(library, "nvmlDeviceGetHandleByIndex_v2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
        List<MemorySegment> devices = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            boolean counted = call(function(library, "nvmlDeviceGetCount_v2", WITH_ADDRESS), count) == SUCCESS;
            MemorySegment device = arena.allocate(ADDRESS);
            for (int index = 0; counted && index < count.get(JAVA_INT, 0); index++) {
                if (call(handleByIndex, index, device) == SUCCESS) {
                    devices.add(device.get(ADDRESS, 0));
                }
            }
        }
        MethodHandle rates =
                function(library, "nvmlDeviceGetUtilizationRates", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        return devices.isEmpty() ? Optional.empty() : Optional.of(new NvidiaGpus(rates, devices));
    }

    @Override
    public OptionalDouble utilization() {
        try (Arena arena = Arena.ofConfined()) {
            // Of the GPU, then of its memory.
            MemorySegment rates = arena.allocate(MemoryLayout.sequenceLayout(2, JAVA_INT));
            return devices.stream()
                    .filter(device -> call(utilizationRates, device, rates) == SUCCESS)
                    .mapToInt(_ -> rates.get(JAVA_INT, 0))
                    .average();
        }
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor signature) {
        MemorySegment symbol =
                library.find(name).orElseThrow(() -> new IllegalStateException(LIBRARY + " has no " + name));
        return Linker.nativeLinker().downcallHandle(symbol, signature);
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) { // a downcall throws nothing of its own
            throw new IllegalStateException("A call of " + LIBRARY + " failed", e);
        }
    }
}
