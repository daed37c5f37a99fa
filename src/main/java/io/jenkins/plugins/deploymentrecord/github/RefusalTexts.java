package io.jenkins.plugins.deploymentrecord.github;

/** The error texts that depend on the purpose of the request. */
interface RefusalTexts {

    /** For a 403 without a rate limit. */
    String forbidden(String host, String quotation);

    /** For a 404; the causes follow on a new line. */
    String notFound(String host, String quotation);

    /** Returns the checks after a 404, the most likely cause first. */
    String notFoundCauses();

    /** For a 422. */
    String invalid(String host, String quotation);
}
