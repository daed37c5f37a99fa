package io.jenkins.plugins.deploymentrecord.github;

/** The error texts for a request for a whole cluster that GitHub did not accept. */
record ClusterRefusal(ClusterRequest request) implements RefusalTexts {

    @Override
    public String forbidden(String host, String quotation) {
        return Texts.get("status.403", host, quotation, request.organization());
    }

    @Override
    public String notFound(String host, String quotation) {
        return Texts.get("cluster.404", host, request.records().size(), quotation);
    }

    @Override
    public String notFoundCauses() {
        return Texts.get("cluster.404.check", request.organization());
    }

    @Override
    public String invalid(String host, String quotation) {
        return Texts.get("cluster.422", host, request.records().size(), quotation);
    }
}
