package io.jenkins.plugins.deploymentrecord.form;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import hudson.model.Action;
import hudson.model.Describable;
import hudson.model.Descriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;

/** Rules for the dependencies between packages, and for the endpoints of pages. */
@AnalyzeClasses(packages = "io.jenkins.plugins.deploymentrecord", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final String BASE = "io.jenkins.plugins.deploymentrecord.";

    private static final String[] JENKINS = {
        "hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..", "com.cloudbees.."
    };

    @ArchTest
    static final ArchRule LOWER_PACKAGES_DO_NOT_DEPEND_ON_JENKINS = noClasses()
            .that()
            .resideInAnyPackage(
                    BASE + "github..",
                    BASE + "storage..",
                    BASE + "outbox..",
                    BASE + "history..",
                    BASE + "kubernetes..",
                    BASE + "cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(JENKINS);

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_ONLY_ON_LOWER_PACKAGES = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("github")
            .definedBy(BASE + "github..")
            .layer("storage")
            .definedBy(BASE + "storage..")
            .layer("outbox")
            .definedBy(BASE + "outbox..")
            .layer("history")
            .definedBy(BASE + "history..")
            .layer("kubernetes")
            .definedBy(BASE + "kubernetes..")
            .layer("cluster")
            .definedBy(BASE + "cluster..")
            .layer("configuration")
            .definedBy(BASE + "configuration..")
            .layer("form")
            .definedBy(BASE + "form..")
            .layer("run")
            .definedBy(BASE + "run..")
            .layer("service")
            .definedBy(BASE + "service..")
            .layer("administration")
            .definedBy(BASE + "administration..")
            .layer("overview")
            .definedBy(BASE + "overview..")
            .layer("pipeline")
            .definedBy(BASE + "pipeline..")
            .layer("freestyle")
            .definedBy(BASE + "freestyle..")
            .whereLayer("pipeline")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("freestyle")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("overview")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("administration")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("service")
            .mayOnlyBeAccessedByLayers("pipeline", "freestyle", "administration", "overview")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("service", "administration", "overview")
            .whereLayer("form")
            .mayOnlyBeAccessedByLayers("service", "pipeline", "freestyle")
            .whereLayer("configuration")
            .mayOnlyBeAccessedByLayers("form", "run", "service", "administration", "overview")
            .whereLayer("outbox")
            .mayOnlyBeAccessedByLayers("cluster", "service", "administration", "overview")
            .whereLayer("history")
            .mayOnlyBeAccessedByLayers("run", "service", "overview", "pipeline", "freestyle")
            .whereLayer("kubernetes")
            .mayOnlyBeAccessedByLayers("cluster", "form", "service", "pipeline", "freestyle")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("form", "service")
            .whereLayer("storage")
            .mayOnlyBeAccessedByLayers("outbox", "history", "run", "service");

    @ArchTest
    static final ArchRule EVERY_ENDPOINT_REQUIRES_POST = methods()
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
    static final ArchRule DESCRIBABLE_CLASSES_ARE_RESTRICTED = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .areAssignableTo(Describable.class)
            .should()
            .beAnnotatedWith(Restricted.class);

    /**
     * The REST API of Jenkins, views, jobs and builds lists all their actions, and would read a file for each of our
     * actions.
     */
    @ArchTest
    static final ArchRule ACTIONS_ARE_NOT_EXPORTED_BEANS =
            noClasses().that().areAssignableTo(Action.class).should().beAnnotatedWith(ExportedBean.class);
}
