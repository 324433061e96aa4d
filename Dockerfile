# The image of Berth: `docker build -t berth .`; operator/docs/image.md tells how it is run.
#
# BUILD has a JDK 25 and Maven, BASE a C library and a shell. Others may take their places.
ARG BUILD=maven:3.9-eclipse-temurin-25
ARG BASE=debian:bookworm-slim

FROM ${BUILD} AS build
# What of Java goes along. ModulesTest and .ci/image hold it against the code and the libraries.
ARG MODULES=java.base,java.logging,java.management,java.naming,java.net.http,java.rmi,java.security.jgss,java.xml,jdk.management,jdk.unsupported,jdk.zipfs
ARG MAVEN_OPTIONS=
WORKDIR /src
RUN jlink --add-modules ${MODULES} --no-header-files --no-man-pages --output /opt/berth/runtime
COPY . .
RUN --mount=type=cache,target=/cache/repository \
    mvn -B -Dmaven.repo.local=/cache/repository ${MAVEN_OPTIONS} -Dmaven.test.skip=true verify
# The JVM takes a jar of another time for another jar, so all have one that every layer keeps.
RUN cp -r operator/target/berth.jar operator/target/lib operator/target/sbom.json LICENSE \
      /opt/berth/ \
 && find /opt/berth -exec touch -h -d 2026-01-01T00:00:00Z {} +

# The cache is made by the very Java that will read it, on the base and in the place where it will.
FROM ${BASE} AS trained
COPY --from=build /opt/berth /opt/berth
COPY manifests/tracecat /manifests/tracecat
RUN /opt/berth/runtime/bin/java -Xlog:disable -Xlog:all=error:stderr \
      -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:AOTCacheOutput=/opt/berth/berth.aot \
      -jar /opt/berth/berth.jar train /manifests/tracecat

FROM ${BASE}
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Berth" \
      org.opencontainers.image.description="Keeps Amazon ECS the way a directory of YAML says." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${REVISION}"
COPY operator/src/main/image/berth /usr/local/bin/berth
COPY --from=trained /opt/berth /opt/berth
# Nobody has a home here: what looks for one finds the one place that may be written.
ENV HOME=/tmp LANG=C.UTF-8
# Another container's loopback is not this one's.
ENV BERTH_HOST=0.0.0.0
USER 10001:10001
VOLUME ["/tmp"]
EXPOSE 8080
ENTRYPOINT ["berth"]
CMD ["--help"]
