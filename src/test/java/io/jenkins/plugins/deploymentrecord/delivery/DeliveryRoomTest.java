package io.jenkins.plugins.deploymentrecord.delivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.jenkins.plugins.deploymentrecord.delivery",
        importOptions = ImportOption.DoNotIncludeTests.class)
class DeliveryRoomTest {

    @ArchTest
    static final ArchRule KNOWS_JAVA_AND_GITHUB_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.jenkins.plugins.deploymentrecord.github",
                    "io.jenkins.plugins.deploymentrecord.delivery");
}
