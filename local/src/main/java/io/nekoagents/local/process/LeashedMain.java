package io.nekoagents.local.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class, {@code LeashedMain CLASS [ARGUMENT]...}, until standard input ends: a parent that dies, however
 * abruptly, takes its child along.
 */
public final class LeashedMain {

    private LeashedMain() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("leash").start(LeashedMain::awaitParent);
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void awaitParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent says nothing; it only lives.
            }
        } catch (IOException _) {
            // A broken pipe is an end, too.
        }
        System.exit(0);
    }
}
