using Scanova.Tests.Reports;

namespace Scanova.Tests.Storage.Postgres;

public sealed class PostgresEventLogTests(PostgresStorageFixture storage) : EventLogContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresOriginalsTests(PostgresStorageFixture storage) : OriginalsContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresStreamWriterTests(PostgresStorageFixture storage) : StreamWriterContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresFirstEventsTests(PostgresStorageFixture storage) : FirstEventsContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresEventReaderTests(PostgresStorageFixture storage) : EventReaderContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresReportFeedTests(PostgresStorageFixture storage) : ReportFeedContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresEventViewsTests(PostgresStorageFixture storage) : EventViewsContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresSiteStoreTests(PostgresStorageFixture storage) : SiteStoreContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresQrCodeStoreTests(PostgresStorageFixture storage) : QrCodeStoreContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresReportsTests(PostgresStorageFixture storage) : StoredReportsContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresAttributionReportTests(PostgresStorageFixture storage) : StoredAttributionContract(storage), IClassFixture<PostgresStorageFixture>;

public sealed class PostgresExampleQueriesTests(PostgresStorageFixture storage) : ExampleQueriesContract(storage), IClassFixture<PostgresStorageFixture>;
