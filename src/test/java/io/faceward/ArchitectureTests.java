package io.faceward;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The architecture as rules; a package that a rule names may be absent. */
class ArchitectureTests {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.faceward");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "problem|",
                "image|problem",
                "network|problem",
                "inference|problem network model",
                "model|problem network",
                "face|problem image network inference",
                "objective|",
                "protect|problem image network inference face model objective jobs",
                "evaluate|problem image network inference face model objective protect",
                "jobs|problem",
                "access|problem",
                "training|problem image network inference face model objective evaluate protect"
            })
    void aPackageUsesOnlyWhatTheArchitectureAllows(String name, String allowed) {
        String[] packages = Stream.concat(Stream.of(name), words(allowed))
                .map("io.faceward.%s.."::formatted)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("io.faceward.%s..".formatted(name))
                .should()
                .dependOnClassesThat(resideInAPackage("io.faceward..").and(not(resideInAnyPackage(packages))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nothingButTheProcessKnowsTheCommands() {
        noClasses()
                .that()
                .resideInAPackage("io.faceward.*..")
                .and()
                .resideOutsideOfPackage("io.faceward.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.faceward.cli..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.faceward.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void webTypesStayInWebPackages() {
        only("..web..", "org.springframework.web..", "org.springframework.http..", "jakarta.servlet..");
    }

    @Test
    void codecLibrariesStayWhereImagesAre() {
        onlyIn(
                new String[] {"io.faceward.image..", "io.faceward.face..", "io.faceward.training.."},
                "org.bytedeco..",
                "javax.imageio..",
                "com.drew..",
                "com.twelvemonkeys..");
    }

    @Test
    void djlStaysWhereTensorsAre() {
        String[] packages = Stream.of(
                        "network", "model", "inference", "face", "objective", "protect", "evaluate", "training")
                .map("io.faceward.%s.."::formatted)
                .toArray(String[]::new);
        onlyIn(packages, "ai.djl..");
    }

    @Test
    void imageAndNetworkKnowNoSpringButTheirProperties() {
        DescribedPredicate<JavaClass> properties = resideInAPackage("org.springframework.boot.context.properties..")
                .or(resideInAPackage("org.springframework.util.unit.."))
                .or(resideInAPackage("org.springframework.validation.annotation.."));

        noClasses()
                .that()
                .resideInAnyPackage("io.faceward.image..", "io.faceward.network..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework..").and(not(properties)))
                .check(CLASSES);
    }

    @Test
    void namesAreNounsOfTheDomain() {
        Stream.of("Util", "Utils", "Helper", "Manager", "Impl", "Dto", "DTO", "Common")
                .forEach(suffix ->
                        noClasses().should().haveSimpleNameEndingWith(suffix).check(CLASSES));
    }

    @Test
    void controllersAreNotPublic() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .notBePublic()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static void only(String where, String... what) {
        onlyIn(new String[] {where}, what);
    }

    private static void onlyIn(String[] where, String... what) {
        noClasses()
                .that()
                .resideOutsideOfPackages(where)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(what)
                .check(CLASSES);
    }

    private static Stream<String> words(String text) {
        return text == null ? Stream.empty() : Arrays.stream(text.split(" "));
    }
}
