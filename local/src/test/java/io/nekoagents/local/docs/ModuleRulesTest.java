package io.nekoagents.local.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the house is laid out: modules meet in topics only, decisions know neither Kafka nor Spring. */
final class ModuleRulesTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.nekoagents");

    /** What a module may use of the others. */
    private static final Map<String, String[]> ALLOWED = Map.of(
            "schema",
            new String[] {},
            "neko",
            new String[] {},
            "telemetry",
            new String[] {},
            "broker",
            new String[] {},
            "streams",
            new String[] {"schema", "telemetry"},
            "ingest",
            new String[] {"schema", "telemetry"},
            "agent",
            new String[] {"schema", "telemetry", "neko"},
            "capture",
            new String[] {"schema", "telemetry", "neko"},
            "tts",
            new String[] {"schema", "telemetry", "neko"},
            "desktop",
            new String[] {"neko"});

    @Test
    void modulesUseOnlyWhatTheyMay() {
        ALLOWED.forEach((module, allowed) -> {
            for (String other : new String[] {
                "schema",
                "telemetry",
                "neko",
                "broker",
                "streams",
                "ingest",
                "agent",
                "capture",
                "tts",
                "desktop",
                "local"
            }) {
                if (!other.equals(module) && !Set.of(allowed).contains(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage("io.nekoagents." + module + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("io.nekoagents." + other + "..")
                            .because("modules meet in topics only")
                            .allowEmptyShould(true)
                            .check(ALL);
                }
            }
        });
    }

    @Test
    void decisionsKnowNeitherKafkaNorSpring() {
        noClasses()
                .that()
                .haveNameMatching(
                        "io\\.nekoagents\\.streams\\.(lifecycle\\.Task(Decision|Evolution|Deadlines|Facts|Webhooks)"
                                + "|episode\\.(Episode(Decision|Evolution|Deadlines|Facts|Cut|Fence|Pieces|Text|Trigger|Change"
                                + "|Assembler|Assembly|Store)|MemoryStore))")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework..")
                .check(ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(ALL);
    }

    @Test
    void packagesOfAModuleDoNotGoInCircles() {
        for (String module : ALLOWED.keySet()) {
            if (!module.equals("schema")) {
                SlicesRuleDefinition.slices()
                        .matching("io.nekoagents." + module + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .allowEmptyShould(true)
                        .check(ALL);
            }
        }
    }
}
