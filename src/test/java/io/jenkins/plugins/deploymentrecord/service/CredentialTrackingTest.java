package io.jenkins.plugins.deploymentrecord.service;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Jenkins lists the builds that use a credential, by a hash of the credential's XML, which not every store can create.
 */
class CredentialTrackingTest extends JenkinsWithStandIn {

    private static final String FETCHED = RECORD + ", credentialsId: 'fetched'";

    private interface Xml {
        Object write(Object credential) throws Exception;
    }

    /** A credential of an external store; a test determines the effect of writing it as XML. */
    public static final class FetchedCredential extends BaseStandardCredentials implements StringCredentials {

        private static final long serialVersionUID = 1L;

        private static volatile Xml xml;

        FetchedCredential() {
            super(CredentialsScope.GLOBAL, "fetched", null);
        }

        @Override
        public Secret getSecret() {
            return Secret.fromString(TOKEN);
        }

        private Object writeReplace() {
            try {
                return xml.write(this);
            } catch (Exception e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }

    @BeforeEach
    void addCredential() throws Exception {
        FetchedCredential.xml = credential -> credential;
        servers(patientServer("stand-in", gitHub.url()));
        addGlobally(new FetchedCredential());
    }

    @AfterEach
    void letTheCredentialBeWritten() {
        FetchedCredential.xml = credential -> credential;
    }

    @Test
    void aCredentialThatCannotBeTrackedIsStillUsed() throws Exception {
        FetchedCredential.xml = credential -> {
            throw new IllegalStateException("the store is away");
        };

        var run = build(Result.SUCCESS, FETCHED);

        jenkins.assertLogContains("[record 1001]", run);
        jenkins.assertLogNotContains("the store is away", run);
    }

    @Test
    void aStoreThatHangsDuringTrackingBlocksNoBuild() throws Exception {
        var answers = new CountDownLatch(1);
        FetchedCredential.xml = credential -> {
            answers.await();
            return credential;
        };

        jenkins.assertLogContains("[record 1001]", build(Result.SUCCESS, FETCHED));
    }
}
