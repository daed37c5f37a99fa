package io.jenkins.plugins.deploymentrecord.github;

/** The texts about a record that GitHub did not take. */
record WriteRefusal(DeploymentRecord record) implements RefusalTexts {

    @Override
    public String forbidden(String host, String quotation) {
        return Texts.get("status.403", host, quotation, record.organization());
    }

    /** The likeliest cause comes first. */
    @Override
    public String notFound(String host, String quotation) {
        return record.githubRepository() == null
                ? Texts.get("status.404.noRepository", host, quotation, record.organization(), record.digest())
                : Texts.get("status.404.repository", host, quotation, record.organization(), record.githubRepository());
    }

    @Override
    public String invalid(String host, String quotation) {
        return Texts.get("status.422", host, quotation);
    }
}
