package io.jenkins.plugins.deploymentrecord.github;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** This package uses only the JDK, OkHttp and Jackson: no Jenkins, nothing else of the plugin. */
@AnalyzeClasses(packagesOf = DeploymentRecordClient.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ClientRoomTest {

    @ArchTest
    static final ArchRule GITHUB_PACKAGE_USES_ONLY_JAVA_OKHTTP_AND_JACKSON = classes()
            .that()
            .resideInAPackage("..deploymentrecord.github..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.net.ssl..",
                    "okhttp3..",
                    "okio..",
                    "kotlin..",
                    "com.fasterxml.jackson..",
                    "io.jenkins.plugins.deploymentrecord.github..");
}
