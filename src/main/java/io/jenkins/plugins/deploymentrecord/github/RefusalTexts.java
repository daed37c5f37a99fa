package io.jenkins.plugins.deploymentrecord.github;

/** The texts of an error that depend on what the request was for. Each names the host and quotes GitHub. */
interface RefusalTexts {

    /** 403 without a limit. */
    String forbidden(String host, String quotation);

    /** 404. */
    String notFound(String host, String quotation);

    /** 422. */
    String invalid(String host, String quotation);
}
