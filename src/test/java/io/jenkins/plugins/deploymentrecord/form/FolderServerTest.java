package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the server, the organization and the credential that a build gets from the folders around its job. */
class FolderServerTest extends JobsInFolders {

    @Test
    void jobsUseTheCredentialAndOrganizationOfTheirFolder() throws Exception {
        Folder folder = keep(
                folder(values -> {
                    values.setOrganization("team-org");
                    values.setCredentialsId("team");
                }),
                token("team", OTHER));

        build(Result.SUCCESS, job(folder, RECORD));

        assertThat(organization(), is("team-org"));
        assertThat(sentToken(), is(OTHER));
    }

    @Test
    void theFoldersServerOverridesTheFirstServer() throws Exception {
        twoServers();

        build(Result.SUCCESS, job(folder(values -> values.setServer("second")), RECORD));

        assertThat(organization(), is("second-org"));
        assertThat(sentToken(), is(OTHER));
    }

    /** Otherwise the job's author could send the folder's token to a server that the folder does not use. */
    @ParameterizedTest
    @CsvSource({"stand-in, second, second-org", "second, stand-in, octo-org", ", second, second-org"})
    void aJobThatNamesAnotherServerGetsNeitherTheFoldersOrganizationNorItsCredential(
            String ofFolder, String ofJob, String organization) throws Exception {
        twoServers();
        Folder folder = keep(
                folder(values -> {
                    values.setServer(ofFolder);
                    values.setOrganization("team-org");
                    values.setCredentialsId("team");
                }),
                token("team", "ghp_TheTokenOfTheTeamWhichIsNotARealOne12"));

        build(Result.SUCCESS, job(folder, RECORD + ", server: '" + ofJob + "'"));

        assertThat(organization(), is(organization));
        assertThat(sentToken(), is(ofJob.equals("second") ? OTHER : TOKEN));
    }

    @Test
    void anOuterFoldersCredentialIsNotSentToTheServerOfAnInnerFolder() throws Exception {
        twoServers();
        Folder outer = keep(
                folder(values -> {
                    values.setServer("second");
                    values.setOrganization("outer-org");
                    values.setCredentialsId("team");
                    values.setCluster("outer-cluster");
                }),
                token("team", "ghp_TheTokenOfTheTeamWhichIsNotARealOne12"));
        Folder inner = folder(outer, values -> values.setServer("stand-in"));

        build(Result.SUCCESS, job(inner, RECORD));

        assertThat(organization(), is("octo-org"));
        assertThat(sentToken(), is(TOKEN));
        assertThat("only the token is at stake", body().get("cluster").textValue(), is("outer-cluster"));
    }

    /** The folder's server is the server of the nearest folder that names a server. */
    @ParameterizedTest
    @CsvSource({"'', inner-org", "', server: \"second\"', inner-org", "', server: \"stand-in\"', octo-org"})
    void aFolderWithoutAServerUsesTheServerOfTheOuterFolder(String parameters, String organization) throws Exception {
        twoServers();
        Folder outer = folder(values -> values.setServer("second"));
        Folder inner = folder(outer, values -> values.setOrganization("inner-org"));

        build(Result.SUCCESS, job(inner, RECORD + parameters));

        assertThat(organization(), is(organization));
    }

    /** The credential would otherwise follow the folder to another server. */
    @Test
    void aFolderWithACredentialMustNameItsServerIfThereAreSeveralServers() throws Exception {
        twoServers();
        Folder folder = keep(folder(values -> values.setCredentialsId("team")), token("team", OTHER));

        assertThat(
                refusal(job(folder, RECORD)),
                containsString("- credentialsId: is the credential of a folder that names no server"));
    }

    /** Only users who may configure the folder may see the name of its server. */
    @Test
    void aDeletedServerOfAFolderIsAnErrorThatNamesTheFolder() throws Exception {
        Folder folder = folder(values -> values.setServer("gone-server"));

        String error = refusal(job(folder, RECORD));

        assertThat(
                error,
                containsString("- server: there is no server of the name that the folder \"" + folder.getFullName()
                        + "\" gives"));
        assertThat(error, not(containsString("gone-server")));
    }

    /** Even if the job names a server, a folder with a deleted server provides no values. */
    @Test
    void theCredentialOfAFolderWhoseServerWasDeletedIsNotSent() throws Exception {
        Folder folder = keep(
                folder(values -> {
                    values.setServer("gone");
                    values.setCredentialsId("team");
                }),
                token("team", OTHER));

        build(Result.SUCCESS, job(folder, RECORD + ", server: 'stand-in'"));

        assertThat(sentToken(), is(TOKEN));
    }

    @Test
    void aMissingCredentialOfAFolderIsNotReplacedByAnotherCredential() throws Exception {
        Folder sibling = keep(jenkins.createProject(Folder.class), token("of-the-sibling", OTHER));
        Folder folder = folder(values -> values.setCredentialsId("of-the-sibling"));

        String error = refusal(job(folder, RECORD));

        assertThat(error, containsString("- credentialsId: there is no credential \"of-the-sibling\""));
        assertThat(error, containsString("; the value comes from the folder \"" + folder.getFullName() + '"'));
        assertThat(error, not(containsString(sibling.getFullName())));
    }
}
