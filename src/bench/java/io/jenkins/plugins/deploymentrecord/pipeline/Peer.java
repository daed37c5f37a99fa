package io.jenkins.plugins.deploymentrecord.pipeline;

import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;

/** The ways in which a Jenkinsfile can send the same record, and a step that sends nothing. */
enum Peer {
    ECHO("echo", "", """
            echo "shop-${i}"
            """, ""),

    RECORD_DEPLOYMENT("recordDeployment", "", """
            recordDeployment name: 'shop', version: '1.4.2', digest: '%2$s', githubRepository: 'shop',
                             logicalEnvironment: 'production', deploymentName: "shop-${i}"
            """, ""),

    RECORD_DEPLOYMENT_WITHOUT_WAITING("recordDeployment wait: false", "", """
            recordDeployment name: 'shop', version: '1.4.2', digest: '%2$s', githubRepository: 'shop', wait: false,
                             logicalEnvironment: 'production', deploymentName: "shop-${i}"
            """, ""),

    HTTP_REQUEST("httpRequest", """
            withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
            """, """
            httpRequest url: '%1$s/orgs/octo-org/artifacts/metadata/deployment-record', httpMode: 'POST',
                        customHeaders: [[name: 'Authorization', value: 'Bearer ' + TOKEN, maskValue: true],
                                        [name: 'Accept', value: 'application/vnd.github+json'],
                                        [name: 'Content-Type', value: 'application/json'],
                                        [name: 'X-GitHub-Api-Version', value: '2022-11-28']],
                        requestBody: groovy.json.JsonOutput.toJson([
                            name: 'shop', version: '1.4.2', digest: '%2$s', github_repository: 'shop', status: 'deployed',
                            logical_environment: 'production', deployment_name: "shop-${i}".toString()])
            """, """
            }
            """),

    CURL("sh 'curl …'", """
            node {
                withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
            """, """
            writeFile file: "record-${i}.json", text: groovy.json.JsonOutput.toJson([
                name: 'shop', version: '1.4.2', digest: '%2$s', github_repository: 'shop', status: 'deployed',
                logical_environment: 'production', deployment_name: "shop-${i}".toString()])
            sh '''
                set +x
                curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" \\\\
                    --header 'Accept: application/vnd.github+json' --header 'Content-Type: application/json' \\\\
                    --header 'X-GitHub-Api-Version: 2022-11-28' --data @record-''' + i + '''.json \\\\
                    %1$s/orgs/octo-org/artifacts/metadata/deployment-record
            '''
            """, """
                }
            }
            """);

    /** The name in the tables. */
    final String title;
    /** Opens the blocks that the step needs. */
    private final String opening;

    private final String step;
    private final String closing;

    Peer(String title, String opening, String step, String closing) {
        this.title = title;
        this.opening = opening;
        this.step = step;
        this.closing = closing;
    }

    /** Returns a script that sends one record of the artifact to the server. */
    String script(String url, String digest) {
        return "def i = 0\n" + opening + step.formatted(url, digest) + closing;
    }

    /** Returns a script that sends records of different deployments one after another. */
    String loop(String url, int count) {
        return opening
                + "for (int n = 0; n < " + count + "; n++) {\n def i = n\n" + step(url) + "}\n"
                + closing;
    }

    /** Returns a script that sends one record from each of several parallel branches. */
    String branches(String url, int count) {
        return opening
                + "def branches = [:]\n"
                + "for (int n = 0; n < " + count + "; n++) {\n def i = n\n branches['b' + i] = {\n" + step(url) + "}\n}\n"
                + "parallel branches\n"
                + closing;
    }

    private String step(String url) {
        return step.formatted(url, JenkinsWithStandIn.DIGEST);
    }

    /** Returns the number of Jenkinsfile lines for one record. */
    long lines() {
        return (opening + step + closing).lines().count();
    }
}
