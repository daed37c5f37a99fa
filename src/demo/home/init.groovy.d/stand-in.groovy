// Starts the tests' stand-in for GitHub in this process. Its classes are not part of the plugin.
import jenkins.model.Jenkins

def testClasses = new File(Jenkins.get().rootDir, '../test-classes').canonicalFile
def loader = new URLClassLoader([testClasses.toURI().toURL()] as URL[],
        Jenkins.get().pluginManager.getPlugin('github-deployment-record').classLoader)
try {
    def standIn = loader.loadClass('io.jenkins.plugins.deploymentrecord.github.GitHubStandIn').start(4010)
    standIn.refuseUnknownArtifacts()
    println "What the stand-in for GitHub received: ${standIn.url().replace('127.0.0.1', 'localhost')}/"
} catch (UncheckedIOException e) {
    // without the stand-in every build would fail, against whatever listens there
    System.err.println "The demo ends: the stand-in for GitHub cannot listen at port 4010 (${e.cause.message})." +
            ' End what listens there, then start the demo again.'
    Runtime.runtime.halt(1)
}
