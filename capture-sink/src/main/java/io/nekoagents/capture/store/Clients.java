package io.nekoagents.capture.store;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the client of S3. */
final class Clients {

    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private Clients() {}

    static S3Client open(StoreSettings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(settings.s3Timeout()))
                .overrideConfiguration(limits -> limits.apiCallAttemptTimeout(settings.s3Timeout())
                        .apiCallTimeout(settings.s3Patience())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(settings.s3Tries())
                                // Tries are few and bounded in time; a store that is ill for a while is no reason for
                                // fewer.
                                .circuitBreakerEnabled(false)
                                .build()));
        if (settings.s3Endpoint() != null) {
            builder.endpointOverride(settings.s3Endpoint())
                    .forcePathStyle(true)
                    // What is sent is signed as a whole, which every such store understands.
                    .serviceConfiguration(how -> how.chunkedEncodingEnabled(false))
                    // Not every store that speaks S3 understands the checksums that AWS has since added; all know MD5.
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
        }
        return builder.build();
    }
}
