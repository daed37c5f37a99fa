package io.jenkins.plugins.deploymentrecord.outbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.jenkins.plugins.deploymentrecord.outbox",
        importOptions = ImportOption.DoNotIncludeTests.class)
class OutboxRoomTest {

    @ArchTest
    static final ArchRule DEPENDS_ON_JAVA_JACKSON_GITHUB_AND_STORAGE_ONLY = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "io.jenkins.plugins.deploymentrecord.github",
                    "io.jenkins.plugins.deploymentrecord.storage",
                    "io.jenkins.plugins.deploymentrecord.outbox");
}
