# One image for every silo. It runs without root and on a read-only root file system; /data is written only by the
# embedded store, that is, without ConnectionStrings__Scanova.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# What restore needs and nothing else, so that a change of code leaves this layer in the cache.
COPY .editorconfig Directory.Packages.props ./
COPY src/Directory.Build.props src/
COPY src/Scanova/Scanova.csproj src/Scanova/
COPY src/Scanova.Storage/Scanova.Storage.csproj src/Scanova.Storage/
COPY src/Scanova.Server/Scanova.Server.csproj src/Scanova.Server/
RUN dotnet restore src/Scanova.Server/Scanova.Server.csproj

COPY src/ src/
# No runtime identifier: the output runs on amd64 and arm64 alike.
RUN dotnet publish src/Scanova.Server/Scanova.Server.csproj --configuration Release --no-restore --output /app -p:UseAppHost=false
RUN mkdir /data

# Chiseled: no shell, no package manager. "extra" for its time zones, which reports need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=$APP_UID:$APP_UID /data /data

# The runtime's diagnostic socket would need a writable /tmp.
ENV ASPNETCORE_URLS=http://+:8080 \
    Scanova__DataPath=/data \
    DOTNET_EnableDiagnostics=0
VOLUME /data
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=2s --retries=3 \
    CMD ["dotnet", "Scanova.Server.dll", "healthcheck", "/health/ready"]
ENTRYPOINT ["dotnet", "Scanova.Server.dll"]
