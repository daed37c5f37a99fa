package io.jenkins.plugins.deploymentrecord.github;

/** The error texts for an artifact whose records GitHub did not return. */
record ReadRefusal(String organization) implements RefusalTexts {

    @Override
    public String forbidden(String host, String quotation) {
        return Texts.get("read.403", host, quotation, organization);
    }

    @Override
    public String notFound(String host, String quotation) {
        return Texts.get("read.404", host, quotation);
    }

    @Override
    public String notFoundCauses() {
        return Texts.get("read.404.check", organization);
    }

    @Override
    public String invalid(String host, String quotation) {
        return Texts.get("read.422", host, quotation);
    }
}
