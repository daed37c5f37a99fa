package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;

/** The client is built and tested with the same library versions as the API plugins of Jenkins. */
class BundledVersionsTest {

    @Test
    void theClientIsTestedWithTheJacksonVersionOfJenkins() throws Exception {
        assertThat(PackageVersion.VERSION.toString(), is(property("jackson.version")));
    }

    @Test
    void theClientIsTestedWithTheOkHttpVersionOfJenkins() throws Exception {
        assertThat(OkHttp.VERSION, is(property("okhttp.version")));
    }

    private static String property(String name) throws Exception {
        var pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("client", "pom.xml").toFile());
        return pom.getElementsByTagName(name).item(0).getTextContent();
    }
}
