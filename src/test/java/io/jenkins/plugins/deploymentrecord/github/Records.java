package io.jenkins.plugins.deploymentrecord.github;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Deployments for tests. */
final class Records {

    static final String DIGEST = "sha256:1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72";

    private static final int[] CHARACTERS =
            "aZ0 -_./:@\"\\'<>&{}%\u00e9\u00df\u4e2d\u0416\ud83d\ude80\ud834\udd1e\ud842\udfb7"
                    .codePoints()
                    .toArray();
    private static final String HEX = "0123456789abcdef";
    private static final String REPOSITORY = "abcXYZ019.-_";

    private Records() {}

    /** Returns a builder with only the required fields. */
    static DeploymentRecord.Builder required() {
        return DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, "octo-org")
                .set(RecordField.NAME, "awesome-image")
                .digest(DIGEST)
                .set(RecordField.LOGICAL_ENVIRONMENT, "prod")
                .set(RecordField.DEPLOYMENT_NAME, "shop-web");
    }

    static DeploymentRecord.Builder full() {
        return required()
                .status("decommissioned")
                .set(RecordField.VERSION, "2.1.0")
                .set(RecordField.PHYSICAL_ENVIRONMENT, "pacific-east")
                .set(RecordField.CLUSTER, "moda-1")
                .set(RecordField.GITHUB_REPOSITORY, "shop")
                .tag("team", "platform")
                .tag("tier", "")
                .runtimeRisks(List.of("critical-resource", "sensitive-data"));
    }

    static DeploymentRecord built(DeploymentRecord.Builder builder) {
        try {
            return builder.build();
        } catch (InvalidDeploymentException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a random valid record: each field is long, short or absent, in many scripts. */
    static DeploymentRecord.Builder random(Random random) {
        var builder = DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, "octo-org")
                .digest("sha256:" + randomText(random, HEX, 64))
                .status(random.nextBoolean() ? "deployed" : "decommissioned");
        for (RecordField field : RecordField.values()) {
            if (field.isRequired() || random.nextBoolean()) {
                switch (field) {
                    case ORGANIZATION -> {}
                    // the first character is not a dot, because "." and ".." are directories
                    case GITHUB_REPOSITORY ->
                        builder.set(field, 'r' + randomText(random, REPOSITORY, length(random, 100) - 1));
                    default -> builder.set(field, text(random, length(random, field.maxLength())));
                }
            }
        }
        int tags = random.nextInt(DeploymentRecord.MAX_TAGS + 1);
        for (int i = 0; i < tags; i++) {
            builder.tag(i + text(random, length(random, 99)), text(random, random.nextInt(101)));
        }
        var risks = new ArrayList<>(List.of(RuntimeRisk.values()));
        Collections.shuffle(risks, random);
        return builder.runtimeRisks(risks.subList(0, random.nextInt(risks.size() + 1)).stream()
                .map(RuntimeRisk::jsonName)
                .toList());
    }

    /** Returns the minimum or the maximum in many cases. */
    private static int length(Random random, int longest) {
        return switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> longest;
            default -> 1 + random.nextInt(longest);
        };
    }

    /** Returns a text with this number of code points, without white space at either end, which would be dropped. */
    private static String text(Random random, int length) {
        return IntStream.range(0, length)
                .map(i -> {
                    int c = CHARACTERS[random.nextInt(CHARACTERS.length)];
                    return c == ' ' && (i == 0 || i == length - 1) ? '_' : c;
                })
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String randomText(Random random, String alphabet, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
                .collect(Collectors.joining());
    }
}
