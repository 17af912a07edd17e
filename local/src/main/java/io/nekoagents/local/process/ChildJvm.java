package io.nekoagents.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to start.
 *
 * @param name for people, e.g. {@code registry}
 * @param classPath entries as {@code java -cp} takes them
 * @param jvmArguments such as {@code -Xmx192m}
 * @param mainClass ends with its standard input
 * @param arguments of the main class
 * @param log file that takes its standard output and error, appended to
 */
record ChildJvm(
        String name, String classPath, List<String> jvmArguments, String mainClass, List<String> arguments, Path log) {

    ChildJvm {
        jvmArguments = List.copyOf(jvmArguments);
        arguments = List.copyOf(arguments);
    }

    /**
     * With the Java of this process. Ctrl-C in a terminal reaches every process of it; a child leaves that signal to its
     * parent, which stops the parts in order.
     */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }
}
