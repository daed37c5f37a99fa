package io.jenkins.plugins.deploymentrecord.history;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.jenkins.plugins.deploymentrecord.history",
        importOptions = ImportOption.DoNotIncludeTests.class)
class HistoryRoomTest {

    @ArchTest
    static final ArchRule KNOWS_JAVA_JSON_AND_WHAT_A_DEPLOYMENT_IS = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "io.jenkins.plugins.deploymentrecord.github",
                    "io.jenkins.plugins.deploymentrecord.storage",
                    "io.jenkins.plugins.deploymentrecord.history");
}
