package io.jenkins.plugins.deploymentrecord.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.jenkins.plugins.deploymentrecord.storage",
        importOptions = ImportOption.DoNotIncludeTests.class)
class StorageRoomTest {

    @ArchTest
    static final ArchRule DEPENDS_ON_JAVA_AND_JACKSON_ONLY = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "com.fasterxml.jackson..", "io.jenkins.plugins.deploymentrecord.storage");
}
