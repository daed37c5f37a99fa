package io.jenkins.plugins.deploymentrecord.publisher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import hudson.model.Describable;
import hudson.model.Descriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.stapler.verb.POST;

/** Which package may know which, and what every page's endpoint must have. */
@AnalyzeClasses(packages = "io.jenkins.plugins.deploymentrecord", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final String BASE = "io.jenkins.plugins.deploymentrecord.";

    @ArchTest
    static final ArchRule GITHUB_KNOWS_NO_JENKINS = noClasses()
            .that()
            .resideInAPackage(BASE + "github..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "org.kohsuke..",
                    "com.cloudbees..",
                    BASE + "delivery..",
                    BASE + "history..",
                    BASE + "run..",
                    BASE + "configuration..",
                    BASE + "publisher..",
                    BASE + "pipeline..",
                    BASE + "freestyle..");

    @ArchTest
    static final ArchRule DELIVERY_KNOWS_NO_JENKINS = noClasses()
            .that()
            .resideInAPackage(BASE + "delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "org.kohsuke..",
                    "com.cloudbees..",
                    BASE + "history..",
                    BASE + "run..",
                    BASE + "configuration..",
                    BASE + "publisher..",
                    BASE + "pipeline..",
                    BASE + "freestyle..");

    @ArchTest
    static final ArchRule STORAGE_KNOWS_NO_JENKINS_AND_NO_OTHER_ROOM = noClasses()
            .that()
            .resideInAPackage(BASE + "storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "org.kohsuke..",
                    "com.cloudbees..",
                    BASE + "github..",
                    BASE + "outbox..",
                    BASE + "delivery..",
                    BASE + "history..",
                    BASE + "run..",
                    BASE + "configuration..",
                    BASE + "publisher..",
                    BASE + "pipeline..",
                    BASE + "freestyle..");

    @ArchTest
    static final ArchRule OUTBOX_KNOWS_NO_JENKINS = noClasses()
            .that()
            .resideInAPackage(BASE + "outbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "org.kohsuke..",
                    "com.cloudbees..",
                    BASE + "delivery..",
                    BASE + "history..",
                    BASE + "run..",
                    BASE + "configuration..",
                    BASE + "publisher..",
                    BASE + "pipeline..",
                    BASE + "freestyle..");

    @ArchTest
    static final ArchRule HISTORY_KNOWS_NO_JENKINS = noClasses()
            .that()
            .resideInAPackage(BASE + "history..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "org.kohsuke..",
                    "com.cloudbees..",
                    BASE + "run..",
                    BASE + "configuration..",
                    BASE + "publisher..",
                    BASE + "pipeline..",
                    BASE + "freestyle..");

    @ArchTest
    static final ArchRule RUN_SHOWS_WHAT_IS_KEPT_AND_KNOWS_NOBODY_WHO_KEEPS_IT = noClasses()
            .that()
            .resideInAPackage(BASE + "run..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    BASE + "delivery..",
                    BASE + "configuration..",
                    BASE + "publisher..",
                    BASE + "pipeline..",
                    BASE + "freestyle..");

    @ArchTest
    static final ArchRule CONFIGURATION_KNOWS_NOBODY_WHO_USES_IT = noClasses()
            .that()
            .resideInAPackage(BASE + "configuration..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "run..", BASE + "publisher..", BASE + "pipeline..", BASE + "freestyle..");

    @ArchTest
    static final ArchRule PUBLISHER_KNOWS_NO_ENTRY_POINT = noClasses()
            .that()
            .resideInAPackage(BASE + "publisher..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "pipeline..", BASE + "freestyle..");

    @ArchTest
    static final ArchRule PIPELINE_DOES_NOT_KNOW_FREESTYLE = noClasses()
            .that()
            .resideInAPackage(BASE + "pipeline..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + "freestyle..");

    @ArchTest
    static final ArchRule FREESTYLE_DOES_NOT_KNOW_PIPELINE = noClasses()
            .that()
            .resideInAPackage(BASE + "freestyle..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + "pipeline..");

    @ArchTest
    static final ArchRule EVERY_ENDPOINT_WANTS_A_POST = methods()
            .that()
            .haveNameMatching("do[A-Z].*")
            .and()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .areAssignableTo(Descriptor.class)
            .should()
            .beAnnotatedWith(POST.class);

    @ArchTest
    static final ArchRule NOTHING_OF_JENKINS_IS_AN_API = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .areAssignableTo(Describable.class)
            .should()
            .beAnnotatedWith(Restricted.class);
}
