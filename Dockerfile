# SPDX-License-Identifier: Apache-2.0
#
# docker build -t cassette:0.1.0 .
# scripts/image-check takes the same steps on a Debian machine without an engine and without a registry.

FROM swift:6.3-bookworm AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libssl-dev libnghttp2-dev libcurl4-openssl-dev libyaml-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
# What the sandbox has from the start is linked from there.
COPY manifests manifests
RUN swift build -c release --static-swift-stdlib --product cassette \
 && install --strip .build/release/cassette /cassette

# The release's own libraries, and the zone database for schedules. Authorities of the public internet are not needed: the
# API server's comes with the ServiceAccount, and sidecars speak plain HTTP.
FROM debian:bookworm-slim AS runtime
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libssl3 libnghttp2-14 libcurl4 libyaml-0-2 tzdata \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /cassette /usr/bin/cassette
# Nobody in particular; what the manifests say too.
USER 65532:65532
EXPOSE 8443 8080
ENTRYPOINT ["/usr/bin/cassette"]
CMD ["serve"]
