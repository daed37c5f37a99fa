package io.jenkins.plugins.deploymentrecord.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.jenkins.plugins.deploymentrecord.cluster",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ClusterRoomTest {

    @ArchTest
    static final ArchRule CLUSTER_PACKAGE_USES_ONLY_JAVA_JSON_AND_THE_PACKAGES_BELOW = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "io.jenkins.plugins.deploymentrecord.github",
                    "io.jenkins.plugins.deploymentrecord.outbox",
                    "io.jenkins.plugins.deploymentrecord.kubernetes",
                    "io.jenkins.plugins.deploymentrecord.cluster");
}
