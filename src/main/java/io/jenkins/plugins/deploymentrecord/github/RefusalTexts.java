package io.jenkins.plugins.deploymentrecord.github;

/** The texts of an error that depend on the purpose of the request. */
interface RefusalTexts {

    /** 403 without a limit. */
    String forbidden(String host, String quotation);

    /** 404; the causes follow in a line of their own. */
    String notFound(String host, String quotation);

    /** What to check after a 404, the likeliest cause first. */
    String notFoundCauses();

    /** 422. */
    String invalid(String host, String quotation);
}
