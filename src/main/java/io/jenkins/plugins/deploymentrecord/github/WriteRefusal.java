package io.jenkins.plugins.deploymentrecord.github;

/** The error texts for a record that GitHub did not accept. */
record WriteRefusal(DeploymentRecord record) implements RefusalTexts {

    @Override
    public String forbidden(String host, String quotation) {
        return Texts.get("status.403", host, quotation, record.organization());
    }

    @Override
    public String notFound(String host, String quotation) {
        return Texts.get("status.404", host, quotation);
    }

    @Override
    public String notFoundCauses() {
        return record.githubRepository() == null
                ? Texts.get("status.404.noRepository", record.organization(), record.digest())
                : Texts.get("status.404.repository", record.organization(), record.githubRepository());
    }

    @Override
    public String invalid(String host, String quotation) {
        return Texts.get("status.422", host, quotation);
    }
}
