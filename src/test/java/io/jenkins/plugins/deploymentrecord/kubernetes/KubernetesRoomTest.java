package io.jenkins.plugins.deploymentrecord.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.jenkins.plugins.deploymentrecord.kubernetes",
        importOptions = ImportOption.DoNotIncludeTests.class)
class KubernetesRoomTest {

    @ArchTest
    static final ArchRule KUBERNETES_PACKAGE_USES_ONLY_JAVA_JSON_YAML_AND_GITHUB = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    // the limits of Jackson's YAML parser, and the positions of its errors
                    "org.yaml.snakeyaml..",
                    "io.jenkins.plugins.deploymentrecord.github",
                    "io.jenkins.plugins.deploymentrecord.kubernetes");
}
